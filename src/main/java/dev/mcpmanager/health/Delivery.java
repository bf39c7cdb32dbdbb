package dev.mcpmanager.health;

import java.util.Optional;

/** What became of a request to a {@link Webhook}; immutable. Texts hold nothing of its address but its target. */
public sealed interface Delivery {

    record Delivered() implements Delivery {}

    /** It may succeed later. */
    record Failed(String reason) implements Delivery {}

    /** It was understood, and will never be accepted. */
    record Refused(String reason) implements Delivery {}

    /** Why it was not delivered; empty if it was. */
    default Optional<String> error() {
        return switch (this) {
            case Delivered _ -> Optional.empty();
            case Failed(String reason) -> Optional.of(reason);
            case Refused(String reason) -> Optional.of(reason);
        };
    }
}
