package dev.mcpmanager.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings lines to one subscriber, on a virtual thread, at most one batch every 50 ms. Thread-safe. Has no queue: it reads
 * on where it was in each server's {@link RecentLines}, so that who is slow costs nothing, and misses what is no longer
 * there. A batch has at most about {@value #BATCH} lines.
 */
public final class LogSubscription implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogSubscription.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int BATCH = 1_000;

    private final LogCaptures captures;
    private final LogHistory history;
    private final Optional<String> serverId;
    private final LogSubscriber subscriber;
    private final Thread thread;
    /** How far each server's lines were read; only {@link #thread} uses it once that runs. */
    private Map<LogCapture, Long> positions;

    LogSubscription(
            LogCaptures captures,
            LogHistory history,
            Optional<String> serverId,
            OptionalLong after,
            LogSubscriber subscriber) {
        this.captures = captures;
        this.history = history;
        this.serverId = serverId;
        this.subscriber = subscriber;
        this.positions = ends();
        this.thread = Thread.ofVirtual().name("live-logs").unstarted(() -> run(after));
        thread.start();
    }

    private Map<LogCapture, Long> ends() {
        Map<LogCapture, Long> ends = new HashMap<>();
        for (LogCapture capture : captures.existing(serverId)) {
            ends.put(capture, capture.recent().next());
        }
        return ends;
    }

    private void run(OptionalLong after) {
        try {
            if (after.isPresent()) {
                catchUp(after.getAsLong());
            }
            while (true) {
                captures.news().await(this::hasNews);
                deliver();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            log.debug("a subscription to live lines was closed");
        } catch (RuntimeException e) {
            log.error("a subscription to live lines failed", e);
        }
    }

    /** Brings what is stored; once nothing more is, whatever comes later is still to come from memory. */
    private void catchUp(long after) {
        positions = ends();
        List<LogLine> page = history.after(serverId, after, BATCH);
        while (!page.isEmpty() && !thread.isInterrupted()) {
            subscriber.lines(page);
            positions = ends();
            page = history.after(serverId, page.getLast().sequence(), BATCH);
        }
    }

    private boolean hasNews() {
        return captures.existing(serverId).stream().anyMatch(this::hasNews);
    }

    private boolean hasNews(LogCapture capture) {
        return capture.recent().next() > positions.getOrDefault(capture, 0L);
    }

    private void deliver() {
        List<LogCapture> news =
                captures.existing(serverId).stream().filter(this::hasNews).toList();
        List<LogLine> batch = new ArrayList<>();
        for (LogCapture capture : news) {
            long position = positions.getOrDefault(capture, 0L);
            RecentLines.Tail tail = capture.recent().from(position, Math.max(1, BATCH / news.size()));
            positions.put(capture, tail.next());
            if (tail.missed() > 0) {
                subscriber.missed(capture.serverId(), tail.missed());
            }
            batch.addAll(tail.lines());
        }
        batch.sort(Comparator.comparingLong(LogLine::sequence));
        subscriber.lines(batch);
    }

    /** Ends delivery; a call of the subscriber that is under way is interrupted. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /** Whether it brings nothing more, since it was closed or has failed. */
    public boolean isClosed() {
        return !thread.isAlive();
    }
}
