package dev.mcpmanager.health;

import java.time.Instant;
import java.util.Iterator;
import java.util.OptionalDouble;

/**
 * Time that a server was healthy and unhealthy. Immutable, exact. Time in which nobody wanted it to run, or that the
 * manager did not observe, is neither.
 */
public record Availability(long healthyMillis, long unhealthyMillis) {

    /** Over the part of {@code intervals} that lies in [from, until); one that lasts is taken to last until {@code now}. */
    static Availability of(Iterator<Interval> intervals, Instant from, Instant until, Instant now) {
        long healthy = 0;
        long unhealthy = 0;
        while (intervals.hasNext()) {
            Interval interval = intervals.next();
            long begin = Math.max(interval.from().toEpochMilli(), from.toEpochMilli());
            long end = Math.min(interval.until().orElse(now).toEpochMilli(), until.toEpochMilli());
            long millis = Math.max(0, end - begin);
            switch (interval.state()) {
                case HEALTHY -> healthy += millis;
                case UNHEALTHY -> unhealthy += millis;
                case UNKNOWN, STOPPED, UNOBSERVED -> {}
            }
        }
        return new Availability(healthy, unhealthy);
    }

    /** Of both together. */
    public Availability plus(Availability other) {
        return new Availability(healthyMillis + other.healthyMillis, unhealthyMillis + other.unhealthyMillis);
    }

    /** Share of the counted time in which it was healthy, 0 to 100; empty if no time counts. */
    public OptionalDouble percent() {
        long counted = healthyMillis + unhealthyMillis;
        return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * healthyMillis / counted);
    }
}
