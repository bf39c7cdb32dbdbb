package dev.mcpmanager.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Timers of a {@link ManualClock}: what is due is done while time passes. For one thread. */
final class ManualTimers implements Timers {
    private record Task(long at, Runnable task) {}

    private final ManualClock clock;
    private final List<Task> waiting = new ArrayList<>();

    ManualTimers(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        var waits = new Task(clock.nanos() + nanos, task);
        waiting.add(waits);
        return () -> waiting.remove(waits);
    }

    @Override
    public void every(Duration period, Runnable task) {
        var _ = after(period.toNanos(), () -> {
            every(period, task);
            task.run();
        });
    }

    /** Lets time pass, and does each task at its time. */
    void pass(Duration time) {
        long end = clock.nanos() + time.toNanos();
        for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
            clock.pass(Duration.ofNanos(Math.max(0, next.get().at() - clock.nanos())));
            waiting.remove(next.get());
            next.get().task().run();
        }
        clock.pass(Duration.ofNanos(end - clock.nanos()));
    }

    private Optional<Task> next(long end) {
        return waiting.stream().filter(task -> task.at() <= end).min(Comparator.comparingLong(Task::at));
    }

    int waiting() {
        return waiting.size();
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
