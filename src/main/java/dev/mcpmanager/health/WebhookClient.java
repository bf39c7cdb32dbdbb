package dev.mcpmanager.health;

import dev.mcpmanager.mcp.HttpFailure;
import dev.mcpmanager.secret.Decrypted;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one alert to one webhook, within 10 s; follows no redirect, reads no body. Thread-safe. */
final class WebhookClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final OutgoingHttp http;
    private final Duration timeout;

    WebhookClient(OutgoingHttp http) {
        this(http, TIMEOUT);
    }

    WebhookClient(OutgoingHttp http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /** Blocks until it is delivered, or not. */
    Delivery send(Webhook webhook, Alert alert) throws InterruptedException {
        return switch (webhook.url()) {
            case Decrypted.Plain(String url) -> post(URI.create(url), alert.body(webhook.format()));
            case Decrypted.Unreadable(String reason) ->
                new Delivery.Refused("the webhook's address cannot be used. " + reason);
        };
    }

    private Delivery post(URI url, byte[] body) throws InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("User-Agent", "mcp-manager")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        String origin = HttpCheck.origin(url);
        CompletableFuture<HttpResponse<byte[]>> answer = http.client().sendAsync(request, _ -> new BoundedBody(0));
        try {
            return judge(
                    origin, answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode());
        } catch (ExecutionException e) {
            return new Delivery.Failed(HttpFailure.text(e, origin));
        } catch (TimeoutException e) {
            return new Delivery.Failed("no answer from %s within %d ms".formatted(origin, timeout.toMillis()));
        } finally {
            answer.cancel(true);
        }
    }

    private static Delivery judge(String origin, int status) {
        String reason = origin + " answered with status " + status;
        return switch (status / 100) {
            case 2 -> new Delivery.Delivered();
            case 3 -> new Delivery.Refused(reason + ": redirects are not followed; give the address that it leads to");
            case 4 ->
                status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS
                        ? new Delivery.Failed(reason)
                        : new Delivery.Refused(reason + ": check the webhook's address");
            default -> new Delivery.Failed(reason);
        };
    }
}
