package dev.mcpmanager.health;

import java.time.Instant;
import java.util.Optional;

/**
 * A webhook, and how it does. Immutable; does not show its address.
 *
 * @param last what became of the latest request to it since the manager started
 */
public record WebhookStatus(Webhook webhook, Optional<Attempt> last) {

    /** One request. */
    public record Attempt(Delivery outcome, Instant at) {}
}
