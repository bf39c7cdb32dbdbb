package dev.mcpmanager.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.mcp.EncodedMessage;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request of a modern client: one JSON object, or an event stream as soon as anything goes before it
 * (2026-07-28, Streamable HTTP, Receiving Messages). Thread-safe. To a client that has
 * {@value #MAX_WAITING_BYTES} bytes to take, only the last message is sent.
 */
final class ModernReply {
    static final long MAX_WAITING_BYTES = 4L * 1024 * 1024;

    private static final Map<String, String> NO_BUFFERING = Map.of("X-Accel-Buffering", "no");
    private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);
    private static final byte[] HEAD = "event: message\ndata: ".getBytes(UTF_8);
    /** After the end of the message's line. */
    private static final byte[] END = {'\n'};

    private final ReentrantLock lock = new ReentrantLock();
    private final HttpExchange exchange;
    private @Nullable EventSink sink;
    private boolean ended;

    ModernReply(HttpExchange exchange) {
        this.exchange = exchange;
    }

    void send(EncodedMessage message) {
        lock.lock();
        try {
            EventSink open = opened();
            if (open != null && open.waiting() <= MAX_WAITING_BYTES) {
                open.send(event(message));
            }
        } finally {
            lock.unlock();
        }
    }

    /** @param status for one JSON object; a stream has begun with 200 */
    void finish(int status, EncodedMessage message) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            if (sink == null) {
                exchange.reply(Reply.json(status, message));
            } else {
                sink.send(event(message));
                sink.end();
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link EventSink#whenRoom}; now, where no stream has begun. */
    void whenRoom(Runnable next) {
        EventSink open;
        lock.lock();
        try {
            open = sink;
        } finally {
            lock.unlock();
        }
        if (open == null) {
            next.run();
        } else {
            open.whenRoom(next);
        }
    }

    /** Becomes a stream, as the answer takes long. */
    void begin() {
        lock.lock();
        try {
            opened();
        } finally {
            lock.unlock();
        }
    }

    void keepAlive() {
        lock.lock();
        try {
            if (sink != null && !ended) {
                sink.send(COMMENT);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isTooLargeNow(int bytes) {
        return exchange.isTooLargeNow(bytes);
    }

    boolean isTrial() {
        return exchange.isTrial();
    }

    void watch(Runnable onGone) {
        exchange.watch(onGone);
    }

    private @Nullable EventSink opened() {
        if (sink == null && !ended) {
            sink = exchange.stream(NO_BUFFERING);
        }
        return ended ? null : sink;
    }

    private static byte[] event(EncodedMessage message) {
        return message.between(HEAD, END);
    }
}
