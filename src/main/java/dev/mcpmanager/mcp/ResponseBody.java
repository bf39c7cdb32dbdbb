package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to the JSON-RPC response to one request, or to its end, and no more of it than a bound. Thread-safe as
 * its one subscription is.
 */
final class ResponseBody implements BodySubscriber<ResponseBody.Read> {

    /**
     * What was found.
     *
     * @param response empty when it was not in what was read
     * @param tooLong whether there was more than may be, or can be, read
     */
    record Read(Optional<Response> response, boolean tooLong) {}

    private static final Read NOTHING = new Read(Optional.empty(), false);
    private static final Read TOO_LONG = new Read(Optional.empty(), true);

    private final JsonRpcId id;
    private final int maxBytes;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final Consumer<byte[]> parts;
    private final CompletableFuture<Read> outcome = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long received;

    private ResponseBody(JsonRpcId id, int maxBytes, boolean events) {
        this.id = id;
        this.maxBytes = maxBytes;
        this.parts = events ? new EventStream(this::message)::received : json::writeBytes;
    }

    /** Reads JSON and event streams, and nothing of what is neither. */
    static BodyHandler<Read> answering(JsonRpcId id, int maxBytes) {
        return head -> {
            String type = head.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
            boolean events = type.startsWith("text/event-stream");
            return events || type.startsWith("application/json") ? new ResponseBody(id, maxBytes, events) : unread();
        };
    }

    /** Leaves the body unread. */
    static BodySubscriber<Read> unread() {
        var body = new ResponseBody(new JsonRpcId.Int(0), 0, false);
        body.outcome.complete(NOTHING);
        return body;
    }

    @Override
    public CompletionStage<Read> getBody() {
        return outcome;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (outcome.isDone()) {
            begun.cancel();
        } else {
            begun.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        bounded(() -> buffers.forEach(this::take));
        if (received >= maxBytes) {
            outcome.complete(TOO_LONG);
        }
        if (subscription != null && outcome.isDone()) {
            subscription.cancel();
        }
    }

    private void take(ByteBuffer buffer) {
        var part = new byte[(int) Math.min(buffer.remaining(), maxBytes - received)];
        buffer.get(part);
        received += part.length;
        parts.accept(part);
    }

    /** What is too long for the memory that is left is too long as well. */
    private void bounded(Runnable reading) {
        try {
            reading.run();
        } catch (OutOfMemoryError e) {
            outcome.complete(TOO_LONG);
        }
    }

    private void message(byte[] text) {
        switch (JsonRpcDecoder.decode(text, 0, text.length)) {
            case Result result when result.id().equals(id) -> outcome.complete(new Read(Optional.of(result), false));
            // an error has no id where the server could not read the request's
            case Failure failure
            when failure.id().orElse(id).equals(id) -> outcome.complete(new Read(Optional.of(failure), false));
            case Decoded _ -> {}
        }
    }

    @Override
    public void onError(Throwable failure) {
        outcome.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        bounded(() -> message(json.toByteArray()));
        outcome.complete(NOTHING);
    }
}
