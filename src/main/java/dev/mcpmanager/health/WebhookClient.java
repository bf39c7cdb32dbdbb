package dev.mcpmanager.health;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one alert to one webhook, within 10 s; follows no redirect, reads no body. Thread-safe. */
public final class WebhookClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient client;

    /** @param client made by {@link HttpProbe#client} */
    public WebhookClient(HttpClient client) {
        this.client = client;
    }

    /** Blocks until it is delivered, or not. */
    public Delivery send(Webhook webhook, Alert alert) throws InterruptedException {
        var request = HttpRequest.newBuilder(webhook.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "mcp-manager")
                .POST(HttpRequest.BodyPublishers.ofByteArray(alert.body(webhook.format())))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, _ -> new BoundedBody(0));
        try {
            return judge(answer.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS).statusCode());
        } catch (ExecutionException e) {
            return new Delivery.Failed(HttpFailure.text(e, "the webhook's address"));
        } catch (TimeoutException e) {
            return new Delivery.Failed("no answer within " + TIMEOUT.toSeconds() + " s");
        } finally {
            answer.cancel(true);
        }
    }

    private static Delivery judge(int status) {
        String reason = "answered with status " + status;
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
