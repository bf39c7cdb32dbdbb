package dev.mcpmanager.supervision;

import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.storage.Database;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Supervision's columns of the table {@code servers}; thread-safe. */
final class SupervisionStore {

    /**
     * What an earlier manager left written.
     *
     * @param wanted whether the user wanted it to run
     * @param run number of its latest run
     * @param sessionRun number of the latest run of a client's session
     * @param alive the run that lived then
     */
    record Row(String serverId, boolean wanted, long run, long sessionRun, Optional<RunIdentity> alive) {}

    private final Database database;

    SupervisionStore(Database database) {
        this.database = database;
    }

    List<Row> load() {
        return database.read(handle -> handle.createQuery("""
                        SELECT id, desired, run, session_run, process_id, process_start, container_id FROM servers
                        """)
                .map((row, _) -> {
                    String id = row.getString("id");
                    long run = row.getLong("run");
                    long pid = row.getLong("process_id");
                    Optional<RunIdentity> alive = row.wasNull()
                            ? Optional.empty()
                            : Optional.of(new RunIdentity(
                                    id,
                                    run,
                                    pid,
                                    row.getLong("process_start"),
                                    Optional.ofNullable(row.getString("container_id"))));
                    return new Row(
                            id, row.getString("desired").equals("running"), run, row.getLong("session_run"), alive);
                })
                .list());
    }

    void saveWanted(String serverId, boolean wanted) {
        database.writeLater(
                "wish for server " + serverId,
                handle -> handle.createUpdate("UPDATE servers SET desired = :desired WHERE id = :id")
                        .bind("desired", wanted ? "running" : "stopped")
                        .bind("id", serverId)
                        .execute());
    }

    void saveState(String serverId, ServerStatus status, long run, Optional<RunIdentity> alive) {
        database.writeLater("state of server " + serverId, handle -> update(handle, serverId, status, run, alive));
    }

    void saveSessionRun(String serverId, long run) {
        database.writeLater(
                "number of a session's run of server " + serverId,
                handle -> handle.createUpdate("UPDATE servers SET session_run = :run WHERE id = :id")
                        .bind("run", run)
                        .bind("id", serverId)
                        .execute());
    }

    private static void update(
            Handle handle, String serverId, ServerStatus status, long run, Optional<RunIdentity> alive) {
        handle.createUpdate("""
                        UPDATE servers SET status = :status, run = :run, process_id = :pid, process_start = :start,
                               container_id = :container
                        WHERE id = :id
                        """)
                .bind("status", status.text())
                .bind("run", run)
                .bind("pid", alive.map(RunIdentity::pid).orElse(null))
                .bind("start", alive.map(RunIdentity::startTicks).orElse(null))
                .bind("container", alive.flatMap(RunIdentity::containerId).orElse(null))
                .bind("id", serverId)
                .execute();
    }
}
