package dev.mcpmanager.calls;

import dev.mcpmanager.storage.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Writes calls and adds them up by the minute. For one thread. At most {@value #MAX_KINDS} kinds are told apart, as their
 * texts come from clients; of the calls of further ones only the outcome is known.
 */
final class CallWriteStore {
    static final int MAX_KINDS = 20_000;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    /** @param latest when its latest batch was written */
    private record Server(long number, long latest) {}

    /** A server's calls of a kind. */
    private record Sum(long server, long kind) {}

    private final Database database;
    private final Map<String, Server> servers = new HashMap<>();
    private final Map<CallKind, Long> kinds = new HashMap<>();
    /** Of the minute that is under way. */
    private final Map<Sum, CallSums> sums = new HashMap<>();

    private long minute;
    /** Whether no more kinds are told apart. */
    private boolean full;

    CallWriteStore(Database database) {
        this.database = database;
    }

    /**
     * Writes calls, by the id of their server, all or none.
     *
     * @param now in milliseconds since 1970
     */
    void write(long now, Map<String, CallBatch> calls) {
        boolean written = false;
        try {
            database.write(handle -> {
                beginMinute(now / MINUTE);
                calls.forEach((server, some) -> write(handle, now, server, some));
                return calls.size();
            });
            written = true;
        } finally {
            if (!written) {
                forget();
            }
        }
    }

    /** Reads again what is stored, when it may be something else than what is known here. */
    void forget() {
        servers.clear();
        kinds.clear();
        sums.clear();
        full = false;
    }

    private void beginMinute(long now) {
        if (minute != now) {
            minute = now;
            sums.clear();
        }
    }

    private void write(Handle handle, long now, String serverId, CallBatch batch) {
        Server known = servers.computeIfAbsent(serverId, _ -> server(handle, serverId));
        long server = known.number();
        // two batches of a server are never of the same time, even if the clock goes back
        long at = Math.max(now, known.latest() + 1);
        servers.put(serverId, new Server(server, at));
        byte[] calls = batch.encode(kind -> kind(handle, kind));
        handle.execute("insert into call_batches values (?, ?, ?)", server, at, calls);
        for (CallBatch.Kind each : batch.kinds()) {
            long kind = kind(handle, each.kind());
            CallSums all = sums.computeIfAbsent(new Sum(server, kind), sum -> stored(handle, sum));
            all.add(each.sums());
            handle.execute(
                    "insert or replace into call_minutes values (?, ?, ?, ?, ?, ?, ?)",
                    server,
                    minute,
                    kind,
                    all.calls(),
                    all.requestBytes(),
                    all.responseBytes(),
                    all.times().encode());
        }
    }

    /** What an earlier manager wrote of this minute. */
    private CallSums stored(Handle handle, Sum sum) {
        return handle.createQuery("""
                        select calls, request_bytes, response_bytes, times from call_minutes
                         where server = ? and minute = ? and kind = ?
                        """)
                .bind(0, sum.server())
                .bind(1, minute)
                .bind(2, sum.kind())
                .map((row, _) -> new CallSums(row.getLong(1), row.getLong(2), row.getLong(3), row.getBytes(4)))
                .findOne()
                .orElseGet(CallSums::new);
    }

    private static Server server(Handle handle, String id) {
        handle.execute("insert or ignore into call_servers (server_id) values (?)", id);
        return handle.createQuery("""
                        select number, coalesce((select max(at) from call_batches where server = number), 0)
                          from call_servers where server_id = ?
                        """)
                .bind(0, id)
                .map((row, _) -> new Server(row.getLong(1), row.getLong(2)))
                .one();
    }

    private long kind(Handle handle, CallKind kind) {
        Long known = kinds.get(kind);
        if (known != null) {
            return known;
        }
        long number = number(handle, kind).orElseGet(() -> {
            full = full || storedKinds(handle) >= MAX_KINDS;
            CallKind kept = !full ? kind : new CallKind("", "", "", kind.outcome());
            handle.execute(
                    "insert or ignore into call_kinds (client, method, name, outcome) values (?, ?, ?, ?)",
                    kept.client(),
                    kept.method(),
                    kept.name(),
                    kept.outcome().text());
            return number(handle, kept).orElseThrow();
        });
        if (kinds.size() < MAX_KINDS) {
            kinds.put(kind, number);
        }
        return number;
    }

    private static Optional<Long> number(Handle handle, CallKind kind) {
        return handle.createQuery(
                        "select number from call_kinds where client = ? and method = ? and name = ? and outcome = ?")
                .bind(0, kind.client())
                .bind(1, kind.method())
                .bind(2, kind.name())
                .bind(3, kind.outcome().text())
                .mapTo(Long.class)
                .findOne();
    }

    private static long storedKinds(Handle handle) {
        return handle.createQuery("select count(*) from call_kinds")
                .mapTo(Long.class)
                .one();
    }
}
