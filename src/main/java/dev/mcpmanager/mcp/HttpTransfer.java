package dev.mcpmanager.mcp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and all that comes back for it, over at most {@value #MAX_REDIRECTS} redirects to the same scheme, host
 * and port: others are not followed, as they would take credentials, and what a user sends, to where nobody meant it to go.
 * Thread-safe.
 */
final class HttpTransfer {
    static final int MAX_REDIRECTS = 5;

    /** How often another access token is tried. */
    private static final int MAX_REFUSALS = 2;

    private static final int TEMPORARY_REDIRECT = 307;
    private static final int PERMANENT_REDIRECT = 308;

    /** How it ended. */
    record Outcome(int status, HttpHeaders headers, MessageBody.End body) {}

    private record Attempt(HttpRequest.Builder request, Optional<String> token, int redirects, int refusals) {
        Attempt at(URI target) {
            return new Attempt(request.uri(target), token, redirects + 1, refusals);
        }

        Attempt with(Optional<String> another) {
            return new Attempt(request, another, redirects, refusals + 1);
        }
    }

    private final HttpClient client;
    private final Authorizer authorizer;
    private final String method;
    private final BodyHandler<MessageBody.End> body;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<HttpResponse<MessageBody.End>> exchange;
    private volatile boolean begun;

    /** @param method as of {@link Authorizer#refused} */
    HttpTransfer(HttpClient client, Authorizer authorizer, String method, BodyHandler<MessageBody.End> body) {
        this.client = client;
        this.authorizer = authorizer;
        this.method = method;
        this.body = body;
    }

    /** To be called once; does not block. */
    void send(HttpRequest.Builder request) {
        attempt(authorizer.token(), token -> send(new Attempt(request, token, 0, 0)));
    }

    /** A failure to send is the outcome. */
    private <T> void attempt(CompletableFuture<T> ready, Consumer<T> next) {
        var _ = ready.thenAccept(next).whenComplete((_, failure) -> {
            if (failure != null) {
                fail(failure);
            }
        });
    }

    private void send(Attempt attempt) {
        attempt.token().ifPresent(token -> attempt.request().setHeader("Authorization", "Bearer " + token));
        CompletableFuture<HttpResponse<MessageBody.End>> next =
                client.sendAsync(attempt.request().build(), this::body);
        exchange = next;
        if (outcome.isDone()) {
            next.cancel(true);
        }
        var _ = next.whenComplete((response, failure) -> {
            if (failure != null) {
                fail(failure);
            } else if (!outcome.isDone()) {
                answered(attempt, response);
            }
        });
    }

    private void fail(Throwable failure) {
        outcome.completeExceptionally(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
    }

    private void answered(Attempt attempt, HttpResponse<MessageBody.End> response) {
        int status = response.statusCode();
        var answer = new Outcome(status, response.headers(), response.body());
        Optional<URI> target = attempt.redirects() < MAX_REDIRECTS
                ? redirect(response.uri(), status, response.headers())
                : Optional.empty();
        if (target.isPresent()) {
            send(attempt.at(target.get()));
        } else if (HttpRefusal.isOfAuthorization(status) && attempt.refusals() < MAX_REFUSALS) {
            List<String> challenges = response.headers().allValues("www-authenticate");
            attempt(authorizer.refused(method, status, challenges, attempt.token()), another -> {
                if (another.isPresent()) {
                    send(attempt.with(another));
                } else {
                    outcome.complete(answer);
                }
            });
        } else {
            if (HttpRefusal.isPastAuthorization(status)) {
                authorizer.accepted(method, attempt.token());
            }
            outcome.complete(answer);
        }
    }

    private BodySubscriber<MessageBody.End> body(ResponseInfo answered) {
        if (HttpRefusal.isForGood(answered.statusCode())) {
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
