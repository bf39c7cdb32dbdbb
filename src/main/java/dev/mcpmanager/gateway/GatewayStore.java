package dev.mcpmanager.gateway;

import dev.mcpmanager.storage.Database;

/** The gateway's column of the table {@code servers}; thread-safe. */
final class GatewayStore {
    private final Database database;

    GatewayStore(Database database) {
        this.database = database;
    }

    /** Whether the server ever asked its clients anything. */
    boolean asks(String serverId) {
        return database.read(handle -> handle.createQuery("SELECT asks FROM servers WHERE id = :id")
                .bind("id", serverId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    void saveAsks(String serverId) {
        database.writeLater(
                "that server " + serverId + " asks",
                handle -> handle.createUpdate("UPDATE servers SET asks = 1 WHERE id = :id")
                        .bind("id", serverId)
                        .execute());
    }
}
