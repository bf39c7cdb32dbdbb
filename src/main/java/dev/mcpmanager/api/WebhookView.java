package dev.mcpmanager.api;

import dev.mcpmanager.health.WebhookStatus;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as {@code /api/webhooks} shows it, without its address. Immutable.
 *
 * @param target scheme, host and port of the address; null when that cannot be decrypted
 * @param format {@code generic} or {@code slack}
 * @param lastDelivery the latest request to it; null when there was none since the manager started
 */
public record WebhookView(
        String name,
        @Nullable String target,
        String format,
        @Nullable DeliveryView lastDelivery) {

    /**
     * What became of a request.
     *
     * @param error null when it was delivered
     */
    public record DeliveryView(
            String at, boolean delivered, @Nullable String error) {

        private static DeliveryView of(WebhookStatus.Attempt attempt) {
            String error = attempt.outcome().error().orElse(null);
            return new DeliveryView(WireTime.text(attempt.at()), error == null, error);
        }
    }

    public static WebhookView of(WebhookStatus status) {
        return new WebhookView(
                status.webhook().name(),
                status.webhook().target().orElse(null),
                status.webhook().format().text(),
                status.last().map(DeliveryView::of).orElse(null));
    }
}
