package dev.mcpmanager.health;

import dev.mcpmanager.health.IntervalChange.Closed;
import dev.mcpmanager.health.IntervalChange.Opened;
import dev.mcpmanager.storage.Database;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes checks, intervals and the manager's signs of life; thread-safe. */
final class HealthWriteStore {
    /** The end of an interval that has none yet. */
    static final long LASTS = Long.MAX_VALUE;

    private final Database database;

    HealthWriteStore(Database database) {
        this.database = database;
    }

    /**
     * Ends at its last sign of life what an earlier manager left open, and notes the time since as unobserved.
     *
     * @param now when this manager began to observe, in milliseconds since 1970
     */
    void begin(long now) {
        database.write(handle -> {
            handle.execute("update servers set health_status = 'unknown'");
            handle.execute("""
                    update or replace health_intervals
                       set until_at = max(from_at, (select alive_at from health_progress))
                     where until_at = ? and server_id in (select number from health_servers)
                    """, LASTS);
            return handle.createUpdate("""
                            insert or replace into health_intervals (server_id, state, reason, from_at, until_at)
                            select number, :state, 'the manager was not running', alive_at, :now
                              from health_servers join servers on servers.id = server_id, health_progress
                             where :now > alive_at
                            """)
                    .bind("state", HealthState.UNOBSERVED.text())
                    .bind("now", now)
                    .execute();
        });
    }

    /** All of the batch is committed, or nothing. Checks of servers that never had an interval are left out. */
    void write(HealthBatch batch) {
        database.write(handle -> {
            changeIntervals(handle, batch.cut());
            addChecks(handle, batch);
            showChecks(handle, batch);
            return handle.execute(
                    "update health_progress set alive_at = ?", batch.cut().at());
        });
    }

    private static void changeIntervals(Handle handle, IntervalTracker.Cut cut) {
        for (IntervalChange change : cut.changes()) {
            switch (change) {
                case Closed(String serverId, long at) ->
                    handle.createUpdate("""
                                update or replace health_intervals set until_at = :at
                                 where until_at = :lasts
                                   and server_id = (select number from health_servers where server_id = :server)
                                """)
                            .bind("at", at)
                            .bind("lasts", LASTS)
                            .bind("server", serverId)
                            .execute();
                case Opened opened -> open(handle, opened);
            }
        }
    }

    private static void open(Handle handle, Opened opened) {
        // what is still to be written of a server that was purged meanwhile must not bring it back
        handle.execute(
                "insert or ignore into health_servers (server_id) select id from servers where id = ?",
                opened.serverId());
        handle.createUpdate("""
                        insert or replace into health_intervals (server_id, state, reason, from_at, until_at)
                        select number, :state, :reason, :at, :lasts from health_servers where server_id = :server
                        """)
                .bind("server", opened.serverId())
                .bind("state", opened.state().text())
                .bind("reason", opened.reason())
                .bind("at", opened.at())
                .bind("lasts", LASTS)
                .execute();
        handle.execute(
                "update servers set health_status = ? where id = ?",
                opened.state().status(),
                opened.serverId());
    }

    private static void addChecks(Handle handle, HealthBatch batch) {
        // of two in one millisecond, which a clock set back can cause, the later counts
        PreparedBatch rows = handle.prepareBatch("""
                insert or replace into health_metrics (server_id, timestamp, status, response_time, error_message)
                select number, :at, :status, :micros, :error from health_servers where server_id = :server
                """);
        for (HealthBatch.Check check : batch.checks()) {
            ProbeResult result = check.result();
            rows.bind("server", check.serverId())
                    .bind("at", result.at().toEpochMilli())
                    .bind("status", result.healthy() ? 1 : 0)
                    .bind(
                            "micros",
                            result.responseTime()
                                    .map(time -> time.dividedBy(ChronoUnit.MICROS.getDuration()))
                                    .orElse(null))
                    .bind("error", result.error().orElse(null))
                    .add();
        }
        rows.execute();
    }

    private static void showChecks(Handle handle, HealthBatch batch) {
        PreparedBatch rows = handle.prepareBatch("update servers set last_health_check = :at where id = :server");
        for (HealthBatch.Check check : batch.checks()) {
            rows.bind("at", check.result().at().toString())
                    .bind("server", check.serverId())
                    .add();
        }
        rows.execute();
    }

    /** Forgets all that is stored of a server. */
    void purge(String serverId) {
        database.write(handle -> {
            for (String table : new String[] {"health_metrics", "health_rollups", "health_intervals"}) {
                handle.createUpdate("""
                                delete from <table>
                                 where server_id = (select number from health_servers where server_id = :server)
                                """)
                        .define("table", table)
                        .bind("server", serverId)
                        .execute();
            }
            return handle.execute("delete from health_servers where server_id = ?", serverId);
        });
    }
}
