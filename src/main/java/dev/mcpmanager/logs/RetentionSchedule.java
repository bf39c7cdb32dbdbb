package dev.mcpmanager.logs;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies retention at once and then each hour, and within {@value #LOOK_SECONDS} s whenever the store has become too
 * large, until closed. Thread-safe.
 */
public final class RetentionSchedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RetentionSchedule.class);

    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final long LOOK_SECONDS = 10;

    private final LogRetention retention;
    private final Supplier<RetentionSettings> settings;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-retention").factory());

    /** When the next run is due even if nothing is too large; for the timer's thread. */
    private long due = System.nanoTime();

    private volatile Optional<RetentionReport> latest = Optional.empty();

    /**
     * Begins.
     *
     * @param settings asked for before each run
     */
    public RetentionSchedule(LogRetention retention, Supplier<RetentionSettings> settings) {
        this.retention = retention;
        this.settings = settings;
        var _ = timer.scheduleWithFixedDelay(this::applyIfDue, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void applyIfDue() {
        try {
            RetentionSettings current = settings.get();
            if (System.nanoTime() - due >= 0 || retention.isTooLarge(current)) {
                due = System.nanoTime() + INTERVAL.toNanos();
                latest = Optional.of(retention.apply(current));
            }
        } catch (RuntimeException e) {
            log.error("old log lines could not be removed; this is tried again", e);
        }
    }

    /** What holds now. */
    public RetentionSettings settings() {
        return settings.get();
    }

    /** The latest run that was completed, if there was one. */
    public Optional<RetentionReport> latest() {
        return latest;
    }

    /** Waits for a removal under way, which uses the store. */
    @Override
    public void close() {
        timer.close();
    }
}
