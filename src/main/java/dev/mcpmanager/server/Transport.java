package dev.mcpmanager.server;

import java.util.Locale;
import java.util.Optional;

/** How a server speaks MCP: over its stdin and stdout, or over HTTP. */
public enum Transport {
    STDIO,
    HTTP;

    /** As written in JSON and in the database: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Transport> parse(String text) {
        for (Transport transport : values()) {
            if (transport.text().equals(text)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }
}
