package dev.mcpmanager.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.mcp.EncodedMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a legacy client in answer to one request, or to its standing GET: one JSON object, or an event stream as
 * soon as anything goes before it, which the client can resume (2025-11-25, Transports, Resumability). Thread-safe. While
 * there is {@link ReplayMemory}, the latest events are kept: {@value #MAX_KEPT_EVENTS} of at most
 * {@value #MAX_KEPT_BYTES} bytes, and the last one however long.
 */
final class LegacyStream {
    static final int MAX_KEPT_EVENTS = 1_000;
    static final int MAX_KEPT_BYTES = 1024 * 1024;

    /** A client that has this much to take is cut off; it can resume. */
    static final long MAX_WAITING_BYTES = 4L * 1024 * 1024;

    private static final Map<String, String> NO_BUFFERING = Map.of("X-Accel-Buffering", "no");
    /** Of an event, after the end of the message's line. */
    private static final byte[] END = {'\n'};

    private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

    private static final class Kept {
        private final long number;
        private final byte[] event;

        Kept(long number, byte[] event) {
            this.number = number;
            this.event = event;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final long number;
    private final boolean primed;
    private final ReplayMemory memory;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private int keptBytes;
    private long lastEvent;
    /** The last event that was sent to a client; later ones still wait for one. */
    private long lastSent;

    /** Where the answer goes while it is not known to be a stream. */
    private @Nullable HttpExchange unanswered;

    /** The client's latest request for it. */
    private @Nullable HttpExchange latest;

    private @Nullable EventSink sink;
    private boolean ended;

    private LegacyStream(long number, boolean primed, ReplayMemory memory, @Nullable HttpExchange unanswered) {
        this.number = number;
        this.primed = primed;
        this.memory = memory;
        this.unanswered = unanswered;
        this.latest = unanswered;
    }

    /**
     * For the answer to one request.
     *
     * @param number its number within the session
     * @param primed whether the client knows events without data (2025-11-25 and later)
     */
    static LegacyStream answering(HttpExchange exchange, long number, boolean primed, ReplayMemory memory) {
        return new LegacyStream(number, primed, memory, exchange);
    }

    /** For what answers no request; has no client before the first {@link #resume}. */
    static LegacyStream standing(boolean primed, ReplayMemory memory) {
        return new LegacyStream(0, primed, memory, null);
    }

    /** The number of the stream in an event id of its session; empty if it is none. */
    static OptionalLong numberIn(String eventId) {
        int dash = eventId.indexOf('-');
        return dash < 0 ? OptionalLong.empty() : parsed(eventId.substring(0, dash));
    }

    private static OptionalLong parsed(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    long number() {
        return number;
    }

    /** Whether anything can be resumed. */
    boolean isStream() {
        lock.lock();
        try {
            return lastEvent > 0;
        } finally {
            lock.unlock();
        }
    }

    boolean isTooLargeNow(int bytes) {
        lock.lock();
        try {
            return latest != null && latest.isTooLargeNow(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a client listens. */
    boolean isOpen() {
        lock.lock();
        try {
            return unanswered != null || (sink != null && sink.isOpen());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a message before the last.
     *
     * @return false if no client will get it: none listens, and there is no memory to keep it for one that comes back
     */
    boolean send(EncodedMessage message) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            begin();
            return event(message);
        } finally {
            lock.unlock();
        }
    }

    /** Sends the last message. */
    void finish(EncodedMessage message) {
        lock.lock();
        try {
            HttpExchange exchange = unanswered;
            if (ended) {
                return;
            }
            ended = true;
            if (exchange != null) {
                unanswered = null;
                exchange.reply(Reply.json(Reply.OK, message));
                return;
            }
            boolean _ = event(message);
            close();
        } finally {
            lock.unlock();
        }
    }

    /** Ends without an answer, as after a cancellation. */
    void end() {
        lock.lock();
        try {
            if (!ended) {
                begin();
                ended = true;
                close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link EventSink#whenRoom}; now, where no client listens to a stream. */
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

    /** Becomes a stream, as the answer takes long, so that the client can resume it and no proxy takes it for dead. */
    void begin() {
        lock.lock();
        try {
            HttpExchange exchange = unanswered;
            if (exchange != null) {
                unanswered = null;
                sink = exchange.stream(NO_BUFFERING);
                prime();
            }
        } finally {
            lock.unlock();
        }
    }

    void keepAlive() {
        lock.lock();
        try {
            if (sink != null) {
                sink.send(COMMENT);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a client can have got an event with this id. */
    boolean has(String eventId) {
        OptionalLong event = eventIn(eventId);
        lock.lock();
        try {
            return event.isPresent() && event.getAsLong() >= 0 && event.getAsLong() <= lastEvent;
        } finally {
            lock.unlock();
        }
    }

    private static OptionalLong eventIn(String eventId) {
        return parsed(eventId.substring(eventId.indexOf('-') + 1));
    }

    /**
     * Goes on at another request, in place of an earlier one.
     *
     * @param lastEventId of an event of the stream after which it goes on; empty to go on with what no client got yet
     */
    void resume(HttpExchange exchange, String lastEventId) {
        lock.lock();
        try {
            begin();
            if (sink != null) {
                sink.end();
            }
            sink = exchange.stream(NO_BUFFERING);
            latest = exchange;
            long after = lastEventId.isEmpty() ? lastSent : eventIn(lastEventId).orElse(lastSent);
            for (Kept each : kept) {
                if (each.number > after) {
                    sink.send(each.event);
                }
            }
            lastSent = lastEvent;
            if (lastEventId.isEmpty()) {
                prime();
            }
            if (ended) {
                close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void prime() {
        EventSink open = sink;
        if (primed && open != null) {
            lastSent = lastEvent + 1;
            open.send(("id: " + number + "-" + ++lastEvent + "\nretry: 1000\ndata: \n\n").getBytes(UTF_8));
        }
    }

    private boolean event(EncodedMessage message) {
        byte[] head = ("id: " + number + "-" + ++lastEvent + "\nevent: message\ndata: ").getBytes(UTF_8);
        byte[] event = message.between(head, END);
        boolean kept = keep(new Kept(lastEvent, event));
        boolean heard = sink != null;
        if (sink != null) {
            lastSent = lastEvent;
            sink.send(event);
            if (sink.waiting() > MAX_WAITING_BYTES && !ended) {
                sink.abort();
                sink = null;
            }
        }
        return kept || heard;
    }

    private boolean keep(Kept latest) {
        while (!kept.isEmpty()
                && (kept.size() >= MAX_KEPT_EVENTS || keptBytes + latest.event.length > MAX_KEPT_BYTES)) {
            dropOldest();
        }
        boolean room = memory.take(latest.event.length);
        while (!room && !kept.isEmpty()) {
            dropOldest();
            room = memory.take(latest.event.length);
        }
        if (room) {
            kept.add(latest);
            keptBytes += latest.event.length;
        }
        return room;
    }

    private void dropOldest() {
        int length = kept.remove().event.length;
        keptBytes -= length;
        memory.give(length);
    }

    /** Nobody can resume it any more. */
    void forget() {
        lock.lock();
        try {
            ended = true;
            while (!kept.isEmpty()) {
                dropOldest();
            }
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        if (sink != null) {
            sink.end();
            sink = null;
        }
    }
}
