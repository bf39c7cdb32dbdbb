package dev.mcpmanager.logs;

import dev.mcpmanager.logs.BlockText.Bytes;
import java.util.List;

/** Where the needles of a search are in a text, from its begin to its end. Not thread-safe. */
final class NeedleHits {
    private static final int NONE = -1;

    private final List<Needle> needles;
    private final Bytes text;
    private final int[] next;

    NeedleHits(List<Needle> needles, Bytes text) {
        this.needles = needles;
        this.text = text;
        next = needles.stream()
                .mapToInt(needle -> needle.in(text.array(), 0, text.length()))
                .toArray();
    }

    /** Whether no needle is ahead, which is never so where nothing is looked for. */
    boolean isOver() {
        for (int hit : next) {
            if (hit != NONE) {
                return false;
            }
        }
        return next.length > 0;
    }

    /** Whether one of the needles, if there are any, lies in a line; lines have to be asked for in their order. */
    boolean isIn(int start, int end) {
        boolean found = next.length == 0;
        for (int i = 0; i < next.length; i++) {
            Needle needle = needles.get(i);
            if (next[i] != NONE && next[i] < start) {
                next[i] = needle.in(text.array(), start, text.length());
            }
            found |= next[i] != NONE && next[i] + needle.length() <= end;
        }
        return found;
    }
}
