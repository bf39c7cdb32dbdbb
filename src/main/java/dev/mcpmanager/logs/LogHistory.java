package dev.mcpmanager.logs;

import java.util.Iterator;
import java.util.Optional;

/** Reads lines forward, the stored and the latest. Thread-safe. */
public interface LogHistory {

    /** The sequence that the next line gets, or a lower one; a higher one than that of every line before. */
    long next();

    /**
     * The lines of one server, or of all, with sequences above {@code sequence}, oldest first: every line with a sequence
     * below what {@link #next} was before this call, and maybe some that came later.
     */
    Iterator<LogLine> after(Optional<String> serverId, long sequence);
}
