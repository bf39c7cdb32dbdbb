package dev.mcpmanager.server;

import java.util.Locale;
import java.util.Optional;

/** What kind of server a definition describes. */
public enum ServerType {
    NODEJS,
    PYTHON,
    COMMAND,
    CONTAINER,
    REMOTE;

    /** As written in JSON and in the database: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ServerType> parse(String text) {
        for (ServerType type : values()) {
            if (type.text().equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
