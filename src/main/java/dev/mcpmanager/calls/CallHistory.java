package dev.mcpmanager.calls;

import dev.mcpmanager.calls.CallReadStore.Position;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the record of calls says; up to 250 ms old. Thread-safe. */
public final class CallHistory {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})-([0-9]{1,9})");

    private final CallReadStore store;
    private final InstantSource time;

    CallHistory(CallReadStore store, InstantSource time) {
        this.store = store;
        this.time = time;
    }

    /**
     * Some calls.
     *
     * @param next the cursor of the next page; empty on the last one
     */
    public record Page(List<Call> calls, Optional<String> next) {}

    /** All calls of one method and name at one server. */
    public record Summary(String serverId, String method, String name, CallTotals totals) {}

    /** All calls that ended in a time that begins at {@code at}, in milliseconds since 1970. */
    public record Point(long at, CallTotals totals) {}

    /**
     * A server's calls, the latest first.
     *
     * @param cursor of an earlier page; empty for the first one
     * @return empty if that is no cursor
     */
    public Optional<Page> page(String serverId, Predicate<CallKind> wanted, Optional<String> cursor, int limit) {
        return cursor.map(CallHistory::position)
                .orElse(Optional.of(Position.NEWEST))
                .map(before -> store.page(serverId, wanted, before, limit))
                .map(page -> new Page(page.calls(), page.next().map(next -> next.batch() + "-" + next.index())));
    }

    private static Optional<Position> position(String cursor) {
        var match = CURSOR.matcher(cursor);
        return match.matches()
                ? Optional.of(new Position(Long.parseLong(match.group(1)), Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    /** What was called, of one server or of all, the most often called first. */
    public List<Summary> summary(Optional<String> serverId, CallRange range) {
        record Key(String serverId, String method, String name) {}
        Map<Key, CallTotals> totals = new HashMap<>();
        store.eachSum(
                serverId,
                firstMinute(range),
                (server, _, kind, sums) -> totals.computeIfAbsent(
                                new Key(server, kind.method(), kind.name()), _ -> new CallTotals())
                        .add(kind.outcome(), sums));
        return totals.entrySet().stream()
                .map(each ->
                        new Summary(each.getKey().serverId, each.getKey().method, each.getKey().name, each.getValue()))
                .sorted(Comparator.comparingLong((Summary each) -> each.totals.calls())
                        .reversed())
                .toList();
    }

    /** The calls of one server or of all, over time: a point for each {@linkplain CallRange#width time}, the oldest first. */
    public List<Point> points(Optional<String> serverId, CallRange range) {
        long width = range.width().toMinutes();
        long first = firstMinute(range);
        long last = time.millis() / MINUTE;
        List<Point> points = new ArrayList<>();
        for (long minute = first; minute <= last; minute += width) {
            points.add(new Point(minute * MINUTE, new CallTotals()));
        }
        store.eachSum(serverId, first, (_, minute, kind, sums) -> {
            int index = (int) ((minute - first) / width);
            if (index < points.size()) {
                points.get(index).totals.add(kind.outcome(), sums);
            }
        });
        return points;
    }

    /** At which a point begins. */
    private long firstMinute(CallRange range) {
        long width = range.width().toMinutes();
        long minute = (time.millis() - range.length().toMillis()) / MINUTE;
        return minute / width * width + width;
    }
}
