package dev.mcpmanager.health;

import dev.mcpmanager.storage.Database;
import java.util.List;

/** Which servers were told to be down: the column {@code told_down} of {@code servers}. Thread-safe. */
final class AlertStore {
    private final Database database;

    AlertStore(Database database) {
        this.database = database;
    }

    /** Ids of the servers of which the last that was told is that they are down. */
    List<String> down() {
        return database.read(handle -> handle.createQuery("select id from servers where told_down = 1")
                .mapTo(String.class)
                .list());
    }

    /** Is written within moments. */
    void save(String serverId, boolean down) {
        database.writeLater(
                "alert of server " + serverId,
                handle -> handle.execute("update servers set told_down = ? where id = ?", down, serverId));
    }
}
