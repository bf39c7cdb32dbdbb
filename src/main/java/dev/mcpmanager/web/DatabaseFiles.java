package dev.mcpmanager.web;

import java.nio.file.Path;

/** What databases take on disk; stateless. */
final class DatabaseFiles {
    private DatabaseFiles() {}

    /** Bytes of a database and its write-ahead log. */
    static long size(Path file) {
        return file.toFile().length()
                + file.resolveSibling(file.getFileName() + "-wal").toFile().length();
    }
}
