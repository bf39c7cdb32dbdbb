package dev.mcpmanager.storage;

import java.nio.file.Path;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Opens connections to one database file, all with the same settings; thread-safe. */
final class Connections {
    private final Jdbi jdbi;

    /**
     * Connections to {@code file}.
     *
     * @param busyTimeout how long one waits for another program's lock
     */
    Connections(Path file, Duration busyTimeout) {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // NORMAL would let a power failure take back what was reported as committed
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
        jdbi = Jdbi.create(() -> config.createConnection("jdbc:sqlite:" + file));
        // the default puts the values bound to a statement into messages, hence into the log
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /** Writes an empty database into the empty {@code file}; WAL, once set, would fix it as one that cannot shrink. */
    static void makeShrinkable(Path file) {
        try (Handle handle = Jdbi.open("jdbc:sqlite:" + file)) {
            handle.createUpdate("pragma auto_vacuum = incremental").execute();
            handle.createUpdate("vacuum").execute();
        }
    }

    Handle writer() {
        Handle handle = jdbi.open();
        // what a transaction changed and the cache does not hold is written before its end, and perhaps again
        handle.execute("pragma cache_size = -8192");
        return handle;
    }

    Handle reader() {
        Handle handle = jdbi.open();
        handle.execute("pragma query_only = on");
        return handle;
    }
}
