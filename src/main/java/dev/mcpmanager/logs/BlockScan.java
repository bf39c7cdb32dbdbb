package dev.mcpmanager.logs;

import dev.mcpmanager.logs.BlockText.Bytes;
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
        BlockText shown = Escapes.shown(block);
        boolean stripped = shown.escapes() != block.escapes();
        int hit = find(shown.text(), 0);
        if (hit < 0) {
            return List.of();
        }
        var lines = new LineCursor(shown);
        LineCursor originals = stripped ? new LineCursor(block) : lines;
        Deque<LogLine> found = new ArrayDeque<>();
        while (lines.advance()) {
            if (stripped) {
                originals.advance();
            }
            if (hit < lines.start()) {
                hit = find(shown.text(), lines.start());
                if (hit < 0 || deadline.isPast()) {
                    break;
                }
            }
            if (hit + needleLength() <= lines.end()
                    && filter.accepts(lines)
                    && match.decide(shown.text().array(), lines.start(), lines.end())) {
                found.add(originals.line());
                if (found.size() > limit) {
                    found.removeFirst();
                }
            }
        }
        return List.copyOf(found);
    }

    /** Where the next line that may match has its needle: at {@code from} if there is none to look for. */
    private int find(Bytes text, int from) {
        return match.needle()
                .map(needle -> needle.in(text.array(), from, text.length()))
                .orElse(from);
    }

    private int needleLength() {
        return match.needle().map(Needle::length).orElse(0);
    }
}
