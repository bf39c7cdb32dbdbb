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
 * Reads a body up to the JSON-RPC response to one request, or to its end, and no more than 1 MiB of it; empty when that
 * was not in it. Thread-safe as its one subscription is.
 */
final class ResponseBody implements BodySubscriber<Optional<Response>> {
    static final int MAX_BYTES = 1024 * 1024;

    private final JsonRpcId id;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final Consumer<byte[]> parts;
    private final CompletableFuture<Optional<Response>> response = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long received;

    private ResponseBody(JsonRpcId id, boolean events) {
        this.id = id;
        this.parts = events ? new EventStream(this::message)::received : json::writeBytes;
    }

    /** Reads JSON and event streams, and nothing of what is neither. */
    static BodyHandler<Optional<Response>> answering(JsonRpcId id) {
        return head -> {
            String type = head.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
            boolean events = type.startsWith("text/event-stream");
            return events || type.startsWith("application/json") ? new ResponseBody(id, events) : unread();
        };
    }

    /** Leaves the body unread. */
    static BodySubscriber<Optional<Response>> unread() {
        var body = new ResponseBody(new JsonRpcId.Int(0), false);
        body.response.complete(Optional.empty());
        return body;
    }

    @Override
    public CompletionStage<Optional<Response>> getBody() {
        return response;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (response.isDone()) {
            begun.cancel();
        } else {
            begun.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            var part = new byte[(int) Math.min(buffer.remaining(), MAX_BYTES - received)];
            buffer.get(part);
            received += part.length;
            parts.accept(part);
        }
        if (subscription != null && (received >= MAX_BYTES || response.isDone())) {
            subscription.cancel();
            response.complete(Optional.empty());
        }
    }

    private void message(byte[] text) {
        switch (JsonRpcDecoder.decode(text, 0, text.length)) {
            case Result result when result.id().equals(id) -> response.complete(Optional.of(result));
            // an error has no id where the server could not read the request's
            case Failure failure when failure.id().orElse(id).equals(id) -> response.complete(Optional.of(failure));
            case Decoded _ -> {}
        }
    }

    @Override
    public void onError(Throwable failure) {
        response.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        message(json.toByteArray());
        response.complete(Optional.empty());
    }
}
