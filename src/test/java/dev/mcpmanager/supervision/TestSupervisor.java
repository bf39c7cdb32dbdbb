package dev.mcpmanager.supervision;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.oauth.testing.NoSignIns;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A supervisor that is not open yet, with real storage in a directory. */
record TestSupervisor(Database database, LogStore logStore, Servers servers, EventStore events, Supervisor supervisor)
        implements AutoCloseable {

    /** What is stored in the directory goes on. */
    static TestSupervisor in(Path directory, ServerRuntime runtime) {
        Database database = Database.open(directory.resolve("mcp-manager.db"), Instant::now);
        LogStore logStore = LogStore.open(directory.resolve("logs.db"), Instant::now);
        var bus = new EventBus();
        var servers = new Servers(database, Secrets.open(directory.resolve("secret.key")), bus, Instant::now);
        var events = new EventStore(database);
        var supervisor = new Supervisor(
                servers,
                Map.of(ServerType.COMMAND, runtime),
                database,
                events,
                bus,
                new LogCaptures(logStore, Instant::now),
                new ClientInfo("test", "1"),
                StdioConnection.MAX_MESSAGE_BYTES,
                NoSignIns.in(directory, servers, database, bus),
                Instant::now);
        return new TestSupervisor(database, logStore, servers, events, supervisor);
    }

    @Override
    public void close() {
        supervisor.close();
        logStore.close();
        database.close();
    }
}
