package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the lines of one server come together, in one order: from there they go to the sink. Thread-safe. Waits for the sink as long as that is behind; after 5 s the server's lines are dropped, and
 * counted, until the sink has caught up, when a line of source {@link LogSource#SYSTEM} tells the count.
 */
public final class LogCapture {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long each attempt to tell of dropped lines waits. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(LogCapture.class);

    private final String serverId;
    private final LogSink sink;
    private final InstantSource clock;
    private final News news;
    private final Duration patience;
    private final long begin;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;
    private boolean dropping;
    /** Dropped lines of which no line tells yet. */
    private long untold;

    LogCapture(String serverId, LogSink sink, InstantSource clock, News news) {
        this(serverId, sink, clock, news, PATIENCE);
    }

    /** @param patience how long the server may be kept waiting */
    LogCapture(String serverId, LogSink sink, InstantSource clock, News news, Duration patience) {
        this.serverId = serverId;
        this.sink = sink;
        this.clock = clock;
        this.news = news;
        this.patience = patience;
        this.begin = recent().next();
    }

    /**
     * For the output of one run.
     *
     * @param secrets values that no line may show
     */
    public RunCapture run(long run, Collection<String> secrets) {
        return new RunCapture(this, run, secrets);
    }

    /** Adds what the manager itself has to say, a line for each of the message's. May block, like all output. */
    public void system(long run, LogLevel level, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        var told = new BatchedLines(this, new LineBatch(run, LogSource.SYSTEM), List.of(), (_, _, _) -> level);
        told.add(bytes, 0, bytes.length);
        told.end();
    }

    public RecentLines recent() {
        return sink.recent(serverId);
    }

    /** How many lines were dropped since the manager's start. */
    public long dropped() {
        return dropped.get();
    }

    /** The position of its first line among the latest. */
    long begin() {
        return begin;
    }

    String serverId() {
        return serverId;
    }

    InstantSource clock() {
        return clock;
    }

    /** From now on leaves out, uncounted, whatever comes. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes lines; no other lines come between these. */
    void take(LineBatch batch) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            int first = 0;
            while (first < batch.lines() && !dropping) {
                int taken = sink.offer(serverId, batch, first, patience).lines();
                if (taken == 0) {
                    dropping = true;
                    Thread.startVirtualThread(() -> endDropping(batch.run()));
                }
                first += taken;
            }
            int rest = batch.lines() - first;
            untold += rest;
            dropped.addAndGet(rest);
        } finally {
            lock.unlock();
        }
        news.tell();
    }

    /** Waits for the sink, without the lock, and tells how many lines were dropped until then. */
    private void endDropping(long run) {
        log.warn("server {}: lines are dropped, as the writer of the log is behind", serverId);
        boolean ended = false;
        while (!ended) {
            long count = untold();
            LineBatch notice = notice(run, count);
            while (!closed && sink.offer(serverId, notice, 0, ROUND).lines() == 0) {
                log.debug("server {}: the writer of the log is still behind", serverId);
            }
            lock.lock();
            try {
                untold -= count;
                ended = closed || untold == 0 || tellRest(run);
                dropping = !ended;
            } finally {
                lock.unlock();
            }
        }
        news.tell();
        log.info("server {}: lines are logged again; {} were dropped in all", serverId, dropped());
    }

    private long untold() {
        lock.lock();
        try {
            return untold;
        } finally {
            lock.unlock();
        }
    }

    /** Tells of the lines that were dropped while the first notice waited; does not wait itself. */
    private boolean tellRest(long run) {
        LineBatch notice = notice(run, untold);
        if (sink.offer(serverId, notice, 0, Duration.ZERO).lines() == 0) {
            return false;
        }
        untold = 0;
        return true;
    }

    private LineBatch notice(long run, long count) {
        String lines = count == 1 ? "1 line" : count + " lines";
        byte[] text =
                (lines + " dropped: they came faster than the log could be written").getBytes(StandardCharsets.UTF_8);
        var batch = new LineBatch(run, LogSource.SYSTEM);
        batch.clear(clock.millis());
        batch.add(LogLevel.WARN, text, 0, text.length);
        return batch;
    }
}
