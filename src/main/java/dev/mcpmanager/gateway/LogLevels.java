package dev.mcpmanager.gateway;

import java.util.List;
import java.util.Optional;

/** The levels of log messages (2025-11-25, Logging, after RFC 5424), and which of them pass; stateless. */
final class LogLevels {
    private static final List<String> LEVELS =
            List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private LogLevels() {}

    static String all() {
        return String.join(", ", LEVELS);
    }

    static boolean isLevel(String text) {
        return LEVELS.contains(text);
    }

    /** Whether a message of {@code level} passes where {@code least} is wanted; what is no level passes. */
    static boolean passes(String level, String least) {
        return !isLevel(level) || LEVELS.indexOf(level) >= LEVELS.indexOf(least);
    }

    /** Whether {@code wanted} lets more pass than {@code set}, if anything is set. */
    static boolean isMore(String wanted, Optional<String> set) {
        return set.isEmpty() || LEVELS.indexOf(wanted) < LEVELS.indexOf(set.get());
    }
}
