package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body, JSON or an event stream, and hands on each message in it as soon as it is complete. Thread-safe as its one
 * subscription is. No message longer than a bound is read.
 */
final class MessageBody implements BodySubscriber<MessageBody.End>, EventStream.Events {

    /** How reading ended. */
    enum End {
        /** The body is over, or its reader has enough. */
        READ,
        /** A message was longer than allowed, or than memory allows. */
        TOO_LONG,
        /** It is neither JSON nor an event stream. */
        UNREAD
    }

    /** Receives what is in a body, on the thread that reads it; must not block. */
    interface Messages {

        /** The answer begins. */
        default void head(int status, boolean isStream) {}

        /** Gives whether nothing more of the body is wanted. */
        boolean message(Decoded message);

        /**
         * Where a server of 2024-11-05 takes messages, in its own words. Gives whether nothing more of the body is wanted.
         */
        default boolean endpoint(String reference) {
            return false;
        }

        /** Runs {@code next}, with which more of a stream is read, when that may be. */
        default void whenRoom(Runnable next) {
            next.run();
        }

        /** With this the stream can go on where it broke off; empty to say that it cannot. */
        default void id(String lastEventId) {}

        /** How long to wait before the stream is opened again. */
        default void retry(long millis) {}
    }

    private final Messages messages;
    private final Consumer<JsonRpcMessage> trace;
    private final int maxBytes;
    private final long maxTotalBytes;
    private final @Nullable EventStream events;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long received;

    private MessageBody(
            Messages messages, Consumer<JsonRpcMessage> trace, int maxBytes, long maxTotalBytes, boolean isEvents) {
        this.messages = messages;
        this.trace = trace;
        this.maxBytes = maxBytes;
        this.maxTotalBytes = maxTotalBytes;
        this.events = isEvents ? new EventStream(maxBytes, this) : null;
    }

    /**
     * For JSON and event streams.
     *
     * @param trace told of each message before it is handed on
     * @param maxBytes of one message
     * @param maxTotalBytes of all
     */
    static BodyHandler<End> reading(
            Messages messages, Consumer<JsonRpcMessage> trace, int maxBytes, long maxTotalBytes) {
        return head -> {
            String type = head.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
            boolean isEvents = type.startsWith("text/event-stream");
            messages.head(head.statusCode(), isEvents);
            return isEvents || type.startsWith("application/json")
                    ? new MessageBody(messages, trace, maxBytes, maxTotalBytes, isEvents)
                    : unread();
        };
    }

    /** Leaves the body unread. */
    static BodySubscriber<End> unread() {
        var body = new MessageBody(_ -> true, _ -> {}, 0, 0, false);
        body.end.complete(End.UNREAD);
        return body;
    }

    @Override
    public CompletionStage<End> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (end.isDone()) {
            begun.cancel();
        } else {
            begun.request(events == null ? Long.MAX_VALUE : 1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                var part = new byte[buffer.remaining()];
                buffer.get(part);
                if (!end.isDone() && !isWithinBounds(part)) {
                    end.complete(End.TOO_LONG);
                }
            }
        } catch (OutOfMemoryError e) {
            end.complete(End.TOO_LONG);
        }
        Flow.Subscription reading = subscription;
        if (reading == null) {
            return;
        }
        if (end.isDone()) {
            reading.cancel();
        } else if (events != null) {
            messages.whenRoom(() -> reading.request(1));
        }
    }

    private boolean isWithinBounds(byte[] part) {
        received += part.length;
        if (received > maxTotalBytes) {
            return false;
        }
        if (events != null) {
            return events.received(part);
        }
        if (json.size() + part.length > maxBytes) {
            return false;
        }
        json.writeBytes(part);
        return true;
    }

    @Override
    public void event(String type, byte[] data) {
        boolean isEnough = switch (type) {
            case "message" -> message(JsonRpcDecoder.decodeOwned(data, 0, data.length));
            case "endpoint" -> messages.endpoint(new String(data, UTF_8));
            default -> false;
        };
        if (isEnough) {
            end.complete(End.READ);
        }
    }

    private boolean message(Decoded decoded) {
        if (decoded instanceof JsonRpcMessage message) {
            trace.accept(message);
        }
        return messages.message(decoded);
    }

    @Override
    public void id(String lastEventId) {
        messages.id(lastEventId);
    }

    @Override
    public void retry(long millis) {
        messages.retry(millis);
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (events == null) {
            try {
                byte[] text = json.toByteArray();
                Decoded decoded = text.length == 0
                        ? new NotJsonRpc("is empty")
                        : JsonRpcDecoder.decodeOwned(text, 0, text.length);
                boolean _ = message(decoded);
            } catch (OutOfMemoryError e) {
                end.complete(End.TOO_LONG);
            }
        }
        end.complete(End.READ);
    }
}
