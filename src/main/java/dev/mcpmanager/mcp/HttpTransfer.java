package dev.mcpmanager.mcp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and all that comes back for it, over at most {@value #MAX_REDIRECTS} redirects to the same scheme, host
 * and port: others are not followed, as they would take credentials, and what a user sends, to where nobody meant it to go.
 * Thread-safe.
 */
final class HttpTransfer {
    static final int MAX_REDIRECTS = 5;

    private static final int TEMPORARY_REDIRECT = 307;
    private static final int PERMANENT_REDIRECT = 308;

    /** How it ended. */
    record Outcome(int status, HttpHeaders headers, MessageBody.End body) {}

    private final HttpClient client;
    private final BodyHandler<MessageBody.End> body;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<HttpResponse<MessageBody.End>> exchange;
    private volatile boolean begun;

    HttpTransfer(HttpClient client, BodyHandler<MessageBody.End> body) {
        this.client = client;
        this.body = body;
    }

    /** To be called once; does not block. */
    void send(HttpRequest.Builder request) {
        send(request, 0);
    }

    private void send(HttpRequest.Builder request, int redirects) {
        CompletableFuture<HttpResponse<MessageBody.End>> next = client.sendAsync(request.build(), this::body);
        exchange = next;
        if (outcome.isDone()) {
            next.cancel(true);
        }
        var _ = next.whenComplete((response, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
                return;
            }
            Optional<URI> target = redirects < MAX_REDIRECTS
                    ? redirect(response.uri(), response.statusCode(), response.headers())
                    : Optional.empty();
            if (target.isPresent() && !outcome.isDone()) {
                send(request.uri(target.get()), redirects + 1);
            } else {
                outcome.complete(new Outcome(response.statusCode(), response.headers(), response.body()));
            }
        });
    }

    private BodySubscriber<MessageBody.End> body(ResponseInfo answered) {
        if (answered.statusCode() / 100 == 3) {
            return MessageBody.unread();
        }
        begun = true;
        return body.apply(answered);
    }

    /** Where to ask instead, in the same way (RFC 9110, 15.4.8 and 15.4.9). */
    private static Optional<URI> redirect(URI from, int status, HttpHeaders headers) {
        if (status != TEMPORARY_REDIRECT && status != PERMANENT_REDIRECT) {
            return Optional.empty();
        }
        try {
            return headers.firstValue("location")
                    .map(from::resolve)
                    .filter(to -> origin(to).equals(origin(from)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Scheme, host and port; what else is in an address may be a credential. */
    static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }

    /** Completes when nothing more comes; exceptionally if no HTTP answer came in full. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Whether the answer has begun. */
    boolean hasBegun() {
        return begun;
    }

    /** Reads and sends nothing more; the server notices. */
    void abort() {
        outcome.cancel(false);
        CompletableFuture<?> current = exchange;
        if (current != null) {
            current.cancel(true);
        }
    }
}
