package dev.mcpmanager.logs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds the newest lines of a block that a search wants. Immutable.
 *
 * @param limit most lines
 */
record BlockScan(CompiledMatch match, LineFilter filter, int limit, Deadline deadline) {

    /** The newest lines, oldest first; what it found so far at the deadline. */
    List<LogLine> of(BlockText block) {
        Deque<LogLine> found = new ArrayDeque<>();
        var lines = new MatchCursor(block, match, filter);
        while (!deadline.isPast() && lines.advance()) {
            found.add(lines.line());
            if (found.size() > limit) {
                found.removeFirst();
            }
        }
        return List.copyOf(found);
    }
}
