package dev.mcpmanager.health;

/** What became of a request to a {@link Webhook}; immutable. Texts hold nothing of its address. */
public sealed interface Delivery {

    record Delivered() implements Delivery {}

    /** It may succeed later. */
    record Failed(String reason) implements Delivery {}

    /** It was understood, and will never be accepted. */
    record Refused(String reason) implements Delivery {}
}
