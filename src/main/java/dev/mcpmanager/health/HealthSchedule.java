package dev.mcpmanager.health;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes each server at its times, each probe on a thread of its own, so that one that hangs delays no other. Thread-safe.
 * At most one probe of a server is under way. What a probe found while the manager itself was held up is not believed:
 * it is asked again, at most {@value #MAX_ATTEMPTS} times in all.
 */
final class HealthSchedule {
    private static final Logger log = LoggerFactory.getLogger(HealthSchedule.class);
    private static final int MAX_ATTEMPTS = 3;
    /** How soon a server that starts, and did not answer yet, is probed again. */
    private static final Duration BETWEEN_STARTING = Duration.ofSeconds(2);

    /** Takes what probes of servers that are still watched found. */
    interface Results {
        void arrived(String serverId, ProbeResult result);
    }

    /** One server from {@link #watch} to {@link #unwatch}. */
    private static final class Watch {
        private final Target target;
        private Runnable cancel = () -> {};
        private Optional<CompletableFuture<ProbeResult>> underWay = Optional.empty();
        private boolean ended;
        private boolean starting = true;
        private final long startPeriodEnd;

        /** @param now as {@link System#nanoTime()} */
        Watch(Target target, long now) {
            this.target = target;
            this.startPeriodEnd = now + target.startPeriod().toNanos();
        }

        boolean isStarting(long now) {
            return starting && now - startPeriodEnd < 0;
        }
    }

    private final Timers timers;
    private final Executor threads;
    private final StallWatch stalls;
    private final LongSupplier nanos;
    private final Supplier<Instant> clock;
    private final Results results;
    private final ConcurrentMap<String, Watch> watches = new ConcurrentHashMap<>();

    HealthSchedule(
            Timers timers,
            Executor threads,
            StallWatch stalls,
            LongSupplier nanos,
            Supplier<Instant> clock,
            Results results) {
        this.timers = timers;
        this.threads = threads;
        this.stalls = stalls;
        this.nanos = nanos;
        this.clock = clock;
        this.results = results;
    }

    /** Probes the server from now on, instead of as before. */
    void watch(Target target) {
        var watch = new Watch(target, nanos.getAsLong());
        Watch before = watches.put(target.serverId(), watch);
        if (before != null) {
            end(before);
        }
        wake(watch, Phase.first(target.serverId(), target.settings().interval()));
    }

    boolean watches(String serverId) {
        return watches.containsKey(serverId);
    }

    void unwatch(String serverId) {
        Watch watch = watches.remove(serverId);
        if (watch != null) {
            end(watch);
        }
    }

    private void end(Watch watch) {
        synchronized (watch) {
            watch.ended = true;
            watch.cancel.run();
        }
        threads.execute(watch.target.probe()::close);
    }

    /** Probes the server now, or takes the probe that is under way. */
    CompletableFuture<ProbeResult> check(String serverId) {
        Watch watch = watches.get(serverId);
        if (watch == null) {
            throw new ProblemException(new Problem.Conflict("The server is not running: start it, then check it"));
        }
        return begin(watch).copy();
    }

    private void wake(Watch watch, long delay) {
        synchronized (watch) {
            if (!watch.ended) {
                watch.cancel = timers.after(delay, () -> due(watch));
            }
        }
    }

    private void due(Watch watch) {
        wake(watch, next(watch));
        var _ = begin(watch);
    }

    /** Nanoseconds until the next probe. */
    private long next(Watch watch) {
        long now = nanos.getAsLong();
        long regular =
                Phase.next(watch.target.serverId(), watch.target.settings().interval(), now);
        synchronized (watch) {
            return watch.isStarting(now) ? Math.min(regular, BETWEEN_STARTING.toNanos()) : regular;
        }
    }

    /** It was healthy for the first time, so there is no hurry any more. */
    private void started(Watch watch) {
        watch.starting = false;
        watch.cancel.run();
        wake(watch, next(watch));
    }

    private CompletableFuture<ProbeResult> begin(Watch watch) {
        var outcome = new CompletableFuture<ProbeResult>();
        synchronized (watch) {
            if (watch.underWay.isPresent()) {
                return watch.underWay.get();
            }
            watch.underWay = Optional.of(outcome);
        }
        threads.execute(() -> perform(watch, outcome));
        return outcome;
    }

    private void perform(Watch watch, CompletableFuture<ProbeResult> outcome) {
        Optional<ProbeResult> result = Optional.empty();
        try {
            for (int attempt = 0; attempt < MAX_ATTEMPTS && result.isEmpty(); attempt++) {
                result = attempt(watch.target);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            arrived(watch, result);
            result.ifPresentOrElse(
                    outcome::complete,
                    () -> outcome.completeExceptionally(new ProblemException(
                            new Problem.Unavailable("The machine was too busy to check the server: try again"))));
        }
    }

    private void arrived(Watch watch, Optional<ProbeResult> result) {
        String serverId = watch.target.serverId();
        synchronized (watch) {
            watch.underWay = Optional.empty();
            if (!watch.ended) {
                try {
                    if (watch.starting && result.filter(ProbeResult::healthy).isPresent()) {
                        started(watch);
                    }
                    result.ifPresent(found -> results.arrived(serverId, found));
                } catch (RuntimeException e) {
                    // whoever asked for the check waits for its outcome
                    log.error("the check of server {} was not taken", serverId, e);
                }
            }
        }
    }

    /** Empty when it tells nothing. */
    private Optional<ProbeResult> attempt(Target target) throws InterruptedException {
        long began = nanos.getAsLong();
        Finding finding;
        try {
            finding = target.probe().check(target.settings().timeout());
        } catch (RuntimeException e) {
            log.error("the probe of server {} failed", target.serverId(), e);
            return Optional.empty();
        }
        return stalls.since(began, target.settings().timeout())
                ? Optional.empty()
                : Optional.of(new ProbeResult(finding.healthy(), finding.responseTime(), finding.error(), clock.get()));
    }
}
