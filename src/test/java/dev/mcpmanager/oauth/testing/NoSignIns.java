package dev.mcpmanager.oauth.testing;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.oauth.ManagerAddress;
import dev.mcpmanager.oauth.SignIns;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** For servers to which nobody signs in. */
public final class NoSignIns {
    private NoSignIns() {}

    public static SignIns in(Path directory, Servers servers, Database database, EventBus bus) {
        return new SignIns(
                servers,
                database,
                Secrets.open(directory.resolve("secret.key")),
                bus,
                new ManagerAddress("127.0.0.1", Optional.empty()),
                Instant::now);
    }
}
