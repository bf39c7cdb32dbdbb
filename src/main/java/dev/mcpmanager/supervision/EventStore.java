package dev.mcpmanager.supervision;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Lifecycle history: the table {@code server_events}, of each server the latest 10,000 entries, and
 * those of the last hour. Thread-safe. */
public final class EventStore {

    private static final int KEPT = 10_000;

    /** What {@code detail} holds as JSON. */
    private record Detail(String exit, List<String> stderr) {}

    /** An event with the number that orders it and pages through it. */
    public record StoredEvent(long id, LifecycleEvent event) {}

    private final Database database;

    public EventStore(Database database) {
        this.database = database;
    }

    void append(LifecycleEvent event) {
        database.writeLater("event of server " + event.serverId(), handle -> insert(handle, event));
    }

    private static void insert(Handle handle, LifecycleEvent event) {
        handle.createUpdate("""
                        INSERT INTO server_events (server_id, run, kind, message, detail, at)
                        VALUES (:server, :run, :kind, :message, :detail, :at)
                        """)
                .bind("server", event.serverId())
                .bind("run", event.run())
                .bind("kind", event.kind().text())
                .bind("message", event.message())
                .bind(
                        "detail",
                        Json.STRICT.writeValueAsString(new Detail(event.exit().orElse(""), event.stderr())))
                .bind("at", event.at().toString())
                .execute();
    }

    /** The latest {@code limit} events of a server with an id below {@code before}, newest first. */
    public List<StoredEvent> of(String serverId, long before, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT id, server_id, run, kind, message, detail, at FROM server_events
                        WHERE server_id = :server AND id < :before ORDER BY id DESC LIMIT :limit
                        """)
                .bind("server", serverId)
                .bind("before", before)
                .bind("limit", limit)
                .map(EventStore::event)
                .list());
    }

    private static StoredEvent event(java.sql.ResultSet row, StatementContext context) throws java.sql.SQLException {
        Detail detail = Json.STRICT.readValue(row.getString("detail"), Detail.class);
        return new StoredEvent(
                row.getLong("id"),
                new LifecycleEvent(
                        row.getString("server_id"),
                        row.getLong("run"),
                        EventKind.parse(row.getString("kind")),
                        row.getString("message"),
                        Optional.of(detail.exit()).filter(exit -> !exit.isEmpty()),
                        detail.stderr(),
                        Instant.parse(row.getString("at"))));
    }

    /** Forgets all events of a server. */
    public void purge(String serverId) {
        database.write(handle -> handle.createUpdate("DELETE FROM server_events WHERE server_id = :server")
                .bind("server", serverId)
                .execute());
    }

    /** Forgets what is older than the latest 10,000 events of each server. */
    void prune() {
        database.writeLater(
                "old events",
                handle -> handle.createUpdate("""
                                DELETE FROM server_events WHERE id IN (
                                  SELECT id FROM (
                                    SELECT id, ROW_NUMBER() OVER (PARTITION BY server_id ORDER BY id DESC) AS age
                                    FROM server_events)
                                  WHERE age > :kept)
                                """).bind("kept", KEPT).execute());
    }
}
