package dev.mcpmanager.api;

import dev.mcpmanager.server.ImportedServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the import of one entry went. Immutable.
 *
 * @param outcome {@code created}, {@code updated}, {@code unchanged} or {@code rejected}
 * @param serverId null when rejected
 * @param messages every reason of a rejection; else what was not taken over or is left to do
 */
public record ImportView(
        String name, String outcome, @Nullable String serverId, List<String> messages) {
    public ImportView {
        messages = List.copyOf(messages);
    }

    public static ImportView of(ImportedServer imported) {
        return new ImportView(
                imported.name(), imported.outcome().text(), imported.serverId().orElse(null), imported.messages());
    }
}
