package dev.mcpmanager.runtime.process;

import java.util.Optional;

/**
 * Marks the environment of everything that one run starts, so that a process is recognised even after it left the
 * run's process group and lost its parent. Immutable.
 *
 * @param instanceId identifies the data directory; contains no dot
 */
record Cookie(String instanceId, String serverId, long run) {

    static final String VARIABLE = "MCP_MANAGER_COOKIE";

    Cookie {
        if (instanceId.indexOf('.') >= 0) {
            throw new IllegalArgumentException("an instance id contains no dot: " + instanceId);
        }
    }

    /** The variable's value: {@code <instanceId>.<serverId>.<run>}. */
    String text() {
        return instanceId + "." + serverId + "." + run;
    }

    /** Empty when {@code text} is no cookie: anybody can set a variable. */
    static Optional<Cookie> parse(String text) {
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        if (first < 0 || first == last) {
            return Optional.empty();
        }
        try {
            long run = Long.parseLong(text.substring(last + 1));
            return Optional.of(new Cookie(text.substring(0, first), text.substring(first + 1, last), run));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
