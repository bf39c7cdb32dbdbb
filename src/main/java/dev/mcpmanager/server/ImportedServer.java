package dev.mcpmanager.server;

import java.util.List;
import java.util.Optional;

/**
 * How the import of one entry went. Immutable.
 *
 * @param name of the server; of the entry where no server could be made
 * @param serverId empty when rejected
 * @param messages every reason of a rejection; else what was not taken over or is left to do
 */
public record ImportedServer(String name, ImportOutcome outcome, Optional<String> serverId, List<String> messages) {
    public ImportedServer {
        messages = List.copyOf(messages);
    }
}
