package dev.mcpmanager.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings lines to one subscriber by rising sequences, on a virtual thread, at most one batch every 50 ms. Thread-safe.
 * Has no queue: it reads on where it was in each server's {@link RecentLines}, so that who is slow costs nothing. What is
 * no longer there is read from the store; who is too far behind for that misses lines. A batch has at most about
 * {@value #BATCH} lines or 128 KiB of text, and none is read before the subscriber has room for it.
 */
public final class LogSubscription implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogSubscription.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int BATCH = 1_000;
    private static final int BATCH_BYTES = 128 << 10;
    /** Most lines, besides those asked for, that are read from the store for a subscriber that is behind. */
    private static final int MAX_BEHIND = 10_000;

    private final LogCaptures captures;
    private final LogHistory history;
    private final Optional<String> serverId;
    private final LogSubscriber subscriber;
    private final Thread thread;
    /** How far each server's latest lines were read; only {@link #thread} uses it once that runs. */
    private Map<String, Long> positions = Map.of();
    /** All lines up to this sequence were brought, or told to be missed. */
    private long last;

    private volatile boolean closed;

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
        this.last = goLive();
        this.thread = Thread.ofVirtual().name("live-logs").unstarted(() -> run(after));
        thread.start();
    }

    /**
     * Sets {@link #positions} to the lines from now on.
     *
     * @return the highest sequence of those before
     */
    private long goLive() {
        while (true) {
            long next = history.next();
            Map<String, Long> found = new HashMap<>();
            boolean kept = true;
            for (LogCapture capture : captures.existing(serverId)) {
                OptionalLong position = capture.recent().positionOf(next);
                position.ifPresent(each -> found.put(capture.serverId(), each));
                kept &= position.isPresent();
            }
            if (kept) {
                positions = found;
                return next - 1;
            }
        }
    }

    private void run(OptionalLong after) {
        try {
            if (after.isPresent() && after.getAsLong() < last) {
                last = after.getAsLong();
                catchUp();
            }
            while (!closed) {
                captures.news().await(this::hasNews);
                if (!deliver()) {
                    catchUp();
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            log.debug("a subscription to live lines was closed");
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!closed) {
                log.error("a subscription to live lines failed", e);
                subscriber.failed();
            }
        }
    }

    /** Brings what is stored after {@link #last}. */
    private void catchUp() throws InterruptedException {
        long brought;
        do {
            long end = goLive();
            brought = bringStored(end);
            last = end;
        } while (brought > BATCH);
    }

    private long bringStored(long end) throws InterruptedException {
        long brought = 0;
        int found;
        do {
            try (var _ = subscriber.turn()) {
                found = bringBatch(end);
            }
            brought += found;
        } while (found > 0);
        return brought;
    }

    /** Reads anew for each batch: a reader that waits for a slow subscriber would hold a block of each server. */
    private int bringBatch(long end) throws InterruptedException {
        List<LogLine> batch = new ArrayList<>();
        long bytes = 0;
        Iterator<LogLine> lines = history.after(serverId, last);
        while (batch.size() < BATCH && bytes <= BATCH_BYTES && lines.hasNext()) {
            LogLine line = lines.next();
            if (line.sequence() > end) {
                break;
            }
            batch.add(line);
            bytes += line.message().length();
        }
        if (!batch.isEmpty()) {
            subscriber.lines(batch);
            last = batch.getLast().sequence();
        }
        return batch.size();
    }

    private long position(LogCapture capture) {
        return positions.getOrDefault(capture.serverId(), capture.begin());
    }

    private long unread(LogCapture capture) {
        return capture.recent().next() - position(capture);
    }

    private boolean hasNews() {
        return captures.existing(serverId).stream().anyMatch(capture -> unread(capture) > 0);
    }

    /** False if lines to come next are only in the store. */
    private boolean deliver() throws InterruptedException {
        try (var _ = subscriber.turn()) {
            return bringLatest();
        }
    }

    private boolean bringLatest() throws InterruptedException {
        // lines with lower sequences are among the latest that are read after this
        long end = history.next() - 1;
        List<LogCapture> news = captures.existing(serverId).stream()
                .filter(capture -> unread(capture) > 0)
                .toList();
        Map<String, RecentLines.Tail> tails = new HashMap<>();
        for (LogCapture capture : news) {
            RecentLines.Tail tail = capture.recent().from(position(capture), share(news), BATCH_BYTES / news.size());
            if (tail.missed() > 0) {
                return skip(news);
            }
            tails.put(capture.serverId(), tail);
            end = tail.more() ? Math.min(end, tail.lines().getLast().sequence()) : end;
        }
        bring(tails, end);
        return true;
    }

    private static int share(List<LogCapture> news) {
        return Math.max(1, BATCH / news.size());
    }

    /** Goes on with the newest lines; false if those between are few enough to read them from the store. */
    private boolean skip(List<LogCapture> news) throws InterruptedException {
        if (news.stream().mapToLong(this::unread).sum() <= MAX_BEHIND) {
            return false;
        }
        Map<String, RecentLines.Tail> tails = new HashMap<>();
        long end;
        do {
            end = history.next() - 1;
            for (LogCapture capture : news) {
                tails.put(capture.serverId(), capture.recent().newest(position(capture), share(news)));
            }
        } while (!reaches(end, tails));
        for (var each : tails.entrySet()) {
            if (each.getValue().missed() > 0) {
                subscriber.missed(each.getKey(), each.getValue().missed());
            }
        }
        bring(tails, end);
        return true;
    }

    /** Whether all lines that were missed are below {@code end}: else it would not be known which of them are. */
    private static boolean reaches(long end, Map<String, RecentLines.Tail> tails) {
        return tails.values().stream()
                .allMatch(tail -> tail.missed() == 0 || tail.lines().getFirst().sequence() <= end);
    }

    /** Brings those lines of the tails that are not above {@code end}. */
    private void bring(Map<String, RecentLines.Tail> tails, long end) throws InterruptedException {
        List<LogLine> batch = new ArrayList<>();
        tails.forEach((server, tail) -> {
            List<LogLine> lines =
                    tail.lines().stream().filter(line -> line.sequence() <= end).toList();
            positions.put(server, tail.first() + lines.size());
            batch.addAll(lines);
        });
        if (!batch.isEmpty()) {
            batch.sort(Comparator.comparingLong(LogLine::sequence));
            subscriber.lines(batch);
        }
        last = Math.max(last, end);
    }

    /** Ends delivery: interrupts a call of the subscriber that is under way, and returns when it has ended. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
