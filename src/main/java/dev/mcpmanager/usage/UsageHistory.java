package dev.mcpmanager.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What servers used over time, up to a minute ago; thread-safe. A point is of one run. */
public final class UsageHistory {
    /** Into how many times the points of one server divide what is asked for, at most; and one that has begun. */
    public static final int MAX_POINTS = 500;

    /** Likewise, of all servers. */
    public static final int MAX_POINTS_OF_EACH = 60;

    /** An hour more than a day, so that a chart of a day still has minutes while it is asked for. */
    static final Duration MINUTES_KEPT = Duration.ofHours(25);

    static final Duration KEPT = Duration.ofDays(7);

    private final UsageStore store;
    private final InstantSource time;

    UsageHistory(UsageStore store, InstantSource time) {
        this.store = store;
        this.time = time;
    }

    /** A server's points of [from, to), oldest first. */
    public List<UsagePoint> points(String serverId, Instant from, Instant to) {
        return points(Optional.of(serverId), from, to, MAX_POINTS).getOrDefault(serverId, List.of());
    }

    /** Likewise of all servers, by their ids; without those of which nothing is stored. */
    public Map<String, List<UsagePoint>> points(Instant from, Instant to) {
        return points(Optional.empty(), from, to, MAX_POINTS_OF_EACH);
    }

    private Map<String, List<UsagePoint>> points(Optional<String> serverId, Instant from, Instant to, int most) {
        Instant now = time.instant();
        long begin = minute(from.isBefore(now.minus(KEPT)) ? now.minus(KEPT) : from);
        long last = minute(to.isAfter(now) ? now : to);
        int width = from.isBefore(now.minus(MINUTES_KEPT)) ? UsageStore.QUARTER : UsageStore.MINUTE;
        long together = Math.max(1, Math.ceilDiv(last - begin, (long) width * most)) * width;
        return store.points(serverId, width, begin / together * together, last + 1, together);
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60);
    }
}
