package dev.mcpmanager.logs;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies retention at once and then each hour, until closed. Thread-safe. */
public final class RetentionSchedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RetentionSchedule.class);

    private final LogRetention retention;
    private final Supplier<RetentionSettings> settings;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-retention").factory());

    private volatile Optional<RetentionReport> latest = Optional.empty();

    /**
     * Begins.
     *
     * @param settings asked for before each run
     */
    public RetentionSchedule(LogRetention retention, Supplier<RetentionSettings> settings) {
        this.retention = retention;
        this.settings = settings;
        var _ = timer.scheduleWithFixedDelay(this::apply, 0, 1, TimeUnit.HOURS);
    }

    private void apply() {
        try {
            latest = Optional.of(retention.apply(settings.get()));
        } catch (RuntimeException e) {
            log.error("old log lines could not be removed; tried again in an hour", e);
        }
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
