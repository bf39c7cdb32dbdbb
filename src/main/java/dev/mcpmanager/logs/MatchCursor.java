package dev.mcpmanager.logs;

import dev.mcpmanager.logs.BlockText.Bytes;

/** Goes through those lines of a block that are wanted, oldest first. Not thread-safe. */
final class MatchCursor {
    private final CompiledMatch match;
    private final LineFilter filter;
    private final Bytes text;
    private final LineCursor lines;
    private final LineCursor originals;
    private final NeedleHits hits;

    /** The lines that match, found in the text without escapes, given with them. */
    MatchCursor(BlockText block, CompiledMatch match, LineFilter filter) {
        this.match = match;
        this.filter = filter;
        BlockText shown = Escapes.shown(block);
        text = shown.text();
        lines = new LineCursor(shown);
        boolean stripped = shown.escapes() != block.escapes();
        originals = stripped ? new LineCursor(block) : lines;
        hits = new NeedleHits(match.needles(), text);
    }

    /** Steps to the next line that is wanted, if there is one. */
    boolean advance() {
        while (!hits.isOver() && step()) {
            if (hits.isIn(lines.start(), lines.end())
                    && filter.accepts(lines)
                    && match.decide(text.array(), lines.start(), lines.end())) {
                return true;
            }
        }
        return false;
    }

    private boolean step() {
        boolean more = lines.advance();
        if (more && originals != lines) {
            originals.advance();
        }
        return more;
    }

    long sequence() {
        return lines.sequence();
    }

    LogLine line() {
        return originals.line();
    }
}
