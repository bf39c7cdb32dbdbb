package dev.mcpmanager.web;

import dev.mcpmanager.api.LogStoreView;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogStore;
import java.nio.file.Path;

/**
 * Tells how storing of log lines goes. Thread-safe.
 *
 * @param file of the store
 */
public record LogStatus(Path file, LogStore store, LogCaptures captures) {

    LogStoreView view() {
        return LogStoreView.of(
                file.toAbsolutePath().toString(), DatabaseFiles.size(file), store.health(), captures.dropped());
    }
}
