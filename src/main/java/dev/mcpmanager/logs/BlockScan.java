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

    /** As {@link #of(BlockText)}; decompresses no more than is needed to see that there are none. */
    List<LogLine> of(StoredBlock block, BlockDecoder decoder) {
        // where the lines without escapes begin and end is only known once all is there
        if (block.escapes()) {
            return of(decoder.lines(block));
        }
        if (match.needles().isEmpty()) {
            Bytes meta = decoder.meta(block.meta());
            return accepts(meta)
                    ? of(new BlockText(block.server(), meta, decoder.text(block.text()), false))
                    : List.of();
        }
        Bytes text = decoder.text(block.text());
        return new NeedleHits(match.needles(), text).isOver()
                ? List.of()
                : of(new BlockText(block.server(), decoder.meta(block.meta()), text, false));
    }

    private boolean accepts(Bytes meta) {
        var lines = LineCursor.withoutText(meta);
        while (lines.advance()) {
            if (filter.accepts(lines)) {
                return true;
            }
        }
        return false;
    }

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
