package dev.mcpmanager.server;

import java.util.Locale;
import java.util.Optional;

/** An MCP client whose configuration file can be written. */
public enum ConfigClient {
    CLAUDE,
    CURSOR,
    VSCODE;

    /** As written in addresses: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ConfigClient> parse(String text) {
        for (ConfigClient client : values()) {
            if (client.text().equals(text)) {
                return Optional.of(client);
            }
        }
        return Optional.empty();
    }
}
