package dev.mcpmanager.logs;

import java.util.List;
import java.util.Optional;

/**
 * What a search found. Immutable.
 *
 * @param lines newest first, none missing between the first and the last
 * @param next where the search goes on (see {@link LogQuery#before()}); empty at the end of the log
 * @param timedOut whether the time limit ended it; {@code next} goes on from there
 * @param damagedBlocks blocks that could not be read and were skipped
 */
public record LogPage(List<LogLine> lines, Optional<Long> next, boolean timedOut, int damagedBlocks) {
    public LogPage {
        lines = List.copyOf(lines);
    }
}
