package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import dev.mcpmanager.mcp.HttpTransfer.Outcome;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC with a server over HTTP with server-sent events (2024-11-05, Transports): what it says comes on one stream, what
 * it is told is posted to the address that the stream named first. Thread-safe. It closes with the stream.
 */
final class SseConnection extends StreamConnection implements MessageBody.Messages {
    private static final Logger log = LoggerFactory.getLogger(SseConnection.class);

    private final HttpEndpoint endpoint;
    private final int maxMessageBytes;
    private final Consumer<String> onEnd;
    private final CompletableFuture<URI> messages = new CompletableFuture<>();
    private volatile @Nullable HttpTransfer stream;

    /** @param onEnd closes the connection, with a reason, and what else goes with it */
    SseConnection(
            String serverName,
            HttpEndpoint endpoint,
            ConnectionListener listener,
            ScheduledExecutorService scheduler,
            int maxMessageBytes,
            Consumer<String> onEnd) {
        super(serverName, listener, scheduler);
        this.endpoint = endpoint;
        this.maxMessageBytes = maxMessageBytes;
        this.onEnd = onEnd;
    }

    /** To be called once. Fails as {@link McpSession#open(StdioConnection, ClientInfo, Duration)}. */
    CompletableFuture<McpSession> open(ClientInfo manager, Duration timeout) {
        HttpTransfer opened = endpoint.get(Map.of(), this);
        stream = opened;
        var _ = opened.outcome().whenComplete(this::ended);
        var _ = schedule(timeout, () -> messages.completeExceptionally(timedOut("name its endpoint", timeout)));
        return messages.thenCompose(_ -> McpSession.openLegacy(this, manager, timeout));
    }

    @Override
    public boolean endpoint(String reference) {
        try {
            messages.complete(endpoint.sameOrigin(reference));
        } catch (ProblemException e) {
            messages.completeExceptionally(e);
        }
        return messages.isCompletedExceptionally();
    }

    @Override
    public boolean message(Decoded decoded) {
        try {
            switch (decoded) {
                case JsonRpcMessage message -> take(message);
                case NotJsonRpc(String reason) -> log.debug("server {} sends what {}", serverName(), reason);
            }
        } catch (RuntimeException e) {
            unhandled(e);
        }
        return false;
    }

    private void ended(@Nullable Outcome outcome, @Nullable Throwable ignored) {
        String what = outcome == null ? "broke its event stream off" : ended(outcome);
        messages.completeExceptionally(failure(what));
        onEnd.accept(what);
    }

    private String ended(Outcome outcome) {
        return switch (outcome.body()) {
            case TOO_LONG ->
                "sent a message of more than " + maxMessageBytes
                        + " bytes (setting max-message-size), or than memory allows now";
            case READ -> outcome.status() / 100 == 2 ? "closed its event stream" : endpoint.refusal(outcome);
            case UNREAD -> endpoint.refusal(outcome);
        };
    }

    @Override
    boolean offer(JsonRpcMessage message) {
        if (isClosed()) {
            return true;
        }
        HttpTransfer sent = endpoint.postTo(messages.resultNow(), message);
        var _ = sent.outcome().whenComplete((outcome, failure) -> {
            if (failure != null) {
                refused(message, "did not take it: " + HttpFailure.text(failure, endpoint.origin()));
            } else if (outcome.status() / 100 != 2) {
                refused(message, endpoint.refusal(outcome));
            }
        });
        return true;
    }

    private void refused(JsonRpcMessage message, String what) {
        if (message instanceof Request(JsonRpcId.Int(long id), String method, var _)) {
            failed(
                    id,
                    _ -> new ProblemException(new Problem.UpstreamFailed(
                            "server " + serverName() + " was asked " + method + ", and " + redacted(what))));
        } else {
            log.info("server {} was not told something: it {}", serverName(), redacted(what));
        }
    }

    @Override
    String deafness() {
        return "does not take messages";
    }

    @Override
    void stop() {
        HttpTransfer current = stream;
        if (current != null) {
            current.abort();
        }
    }
}
