package dev.mcpmanager.calls;

import dev.mcpmanager.storage.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Reads calls and what they add up to; thread-safe. Times are milliseconds since 1970. */
final class CallReadStore {
    private final Database database;

    CallReadStore(Database database) {
        this.database = database;
    }

    /** Receives the sums of each kind in each minute. */
    interface Sums {
        void add(String serverId, long minute, CallKind kind, CallSums sums);
    }

    /**
     * Where the next page begins: before this call of this batch.
     *
     * @param index of the call in its batch
     */
    record Position(long batch, int index) {
        static final Position NEWEST = new Position(Long.MAX_VALUE, 0);
    }

    /** @param next empty when there are no more */
    record Page(List<Call> calls, Optional<Position> next) {}

    /** The calls of a server that ended before the position, the latest first. */
    Page page(String serverId, Predicate<CallKind> wanted, Position before, int limit) {
        return database.read(handle -> {
            Map<Long, CallKind> kinds = kinds(handle);
            List<Call> found = new ArrayList<>();
            record Batch(long at, List<CallBatch.Numbered> calls) {}
            try (var batches = handle
                    .createQuery("""
                            select at, calls from call_batches
                             where server = (select number from call_servers where server_id = ?) and at <= ?
                             order by at desc
                            """)
                    .bind(0, serverId)
                    .bind(1, before.batch())
                    .map((row, _) -> new Batch(row.getLong(1), CallBatch.decode(row.getBytes(2))))
                    .stream()) {
                for (Batch batch : (Iterable<Batch>) batches::iterator) {
                    List<CallBatch.Numbered> calls = batch.calls;
                    int end = batch.at == before.batch() ? Math.min(before.index(), calls.size()) : calls.size();
                    for (int i = end - 1; i >= 0; i--) {
                        CallBatch.Numbered call = calls.get(i);
                        CallKind kind = kinds.get(call.kind());
                        if (kind != null && wanted.test(kind)) {
                            if (found.size() == limit) {
                                return new Page(found, Optional.of(new Position(batch.at, i + 1)));
                            }
                            found.add(new Call(
                                    kind, call.startedAt(), call.micros(), call.requestBytes(), call.responseBytes()));
                        }
                    }
                }
            }
            return new Page(found, Optional.empty());
        });
    }

    /** Passes on the sums from {@code minute} on, of one server or of all. */
    void eachSum(Optional<String> serverId, long minute, Sums to) {
        database.read(handle -> {
            Map<Long, CallKind> kinds = kinds(handle);
            Map<Long, String> servers = servers(handle, serverId);
            for (Map.Entry<Long, String> server : servers.entrySet()) {
                handle.createQuery("""
                                select minute, kind, calls, request_bytes, response_bytes, times from call_minutes
                                 where server = ? and minute >= ? order by minute
                                """).bind(0, server.getKey()).bind(1, minute).scanResultSet((rows, _) -> {
                    var row = rows.get();
                    while (row.next()) {
                        CallKind kind = kinds.get(row.getLong(2));
                        if (kind != null) {
                            var sums = new CallSums(row.getLong(3), row.getLong(4), row.getLong(5), row.getBytes(6));
                            to.add(server.getValue(), row.getLong(1), kind, sums);
                        }
                    }
                    return kinds;
                });
            }
            return kinds;
        });
    }

    private static Map<Long, String> servers(Handle handle, Optional<String> serverId) {
        Map<Long, String> servers = new HashMap<>();
        handle.createQuery("select number, server_id from call_servers where server_id = coalesce(?, server_id)")
                .bind(0, serverId.orElse(null))
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> servers.put(entry.getKey(), entry.getValue()));
        return servers;
    }

    private static Map<Long, CallKind> kinds(Handle handle) {
        record Numbered(long number, CallKind kind) {}
        Map<Long, CallKind> kinds = new HashMap<>();
        handle.createQuery("select number, client, method, name, outcome from call_kinds")
                .map((row, _) -> new Numbered(
                        row.getLong(1),
                        new CallKind(
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                Outcome.parse(row.getString(5)).orElseThrow())))
                .forEach(each -> kinds.put(each.number, each.kind));
        return kinds;
    }
}
