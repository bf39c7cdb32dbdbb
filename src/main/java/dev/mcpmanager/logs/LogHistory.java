package dev.mcpmanager.logs;

import java.util.List;
import java.util.Optional;

/** Reads stored lines forward. Thread-safe. */
@FunctionalInterface
public interface LogHistory {

    /**
     * The lines of one server, or of all, with sequences above {@code sequence}: the first {@code limit} of them, by
     * sequence. Every line whose {@link LogSink#append} returned before this is called is among them.
     */
    List<LogLine> after(Optional<String> serverId, long sequence, int limit);
}
