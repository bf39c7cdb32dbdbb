package dev.mcpmanager.web;

import dev.mcpmanager.api.LogStoreView;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.logs.RetentionSchedule;
import java.nio.file.Path;

/**
 * Tells how storing of log lines goes. Thread-safe.
 *
 * @param file of the store
 */
public record LogStatus(Path file, LogStore store, LogCaptures captures, RetentionSchedule retention) {

    LogStoreView view() {
        return LogStoreView.of(
                file.toAbsolutePath().toString(),
                DatabaseFiles.size(file),
                store.health(),
                captures.dropped(),
                LogStoreView.Retention.of(retention.settings(), retention.latest()));
    }
}
