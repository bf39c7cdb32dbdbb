package dev.mcpmanager.logs;

import dev.mcpmanager.logs.BlockText.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Finds and removes terminal escapes (ECMA-48: colours, cursor moves, titles), which are shown but not searched;
 * stateless.
 */
final class Escapes {
    static final byte ESC = 0x1b;
    private static final byte BEL = 0x07;

    private Escapes() {}

    static boolean in(Bytes text) {
        // a copy and the JDK's vector instructions: three times as fast as a loop over the bytes
        return new String(text.array(), 0, text.length(), StandardCharsets.ISO_8859_1).indexOf(ESC) >= 0;
    }

    /** The same lines without escapes; the same block if it has none. */
    static BlockText shown(BlockText block) {
        return block.escapes() && in(block.text()) ? strip(block) : block;
    }

    private static BlockText strip(BlockText block) {
        byte[] source = block.text().array();
        var target = new byte[block.text().length()];
        var meta = new byte[block.meta().length() + LineMeta.MAX_LENGTH];
        var lines = new LineCursor(block);
        int metaEnd = lines.copyHeader(meta);
        int end = 0;
        while (lines.advance()) {
            int start = end;
            end = strip(source, lines.start(), lines.end(), target, start);
            metaEnd = lines.copy(meta, metaEnd, end - start);
        }
        return new BlockText(block.server(), new Bytes(meta, metaEnd), new Bytes(target, end), false);
    }

    /**
     * Copies bytes without the escapes among them.
     *
     * @param target from {@code position} on has room for all of them
     * @return where what was copied ends
     */
    static int strip(byte[] source, int from, int to, byte[] target, int position) {
        int end = position;
        for (int i = from; i < to; ) {
            if (source[i] == ESC) {
                i = skip(source, i + 1, to);
            } else {
                target[end++] = source[i++];
            }
        }
        return end;
    }

    /** Where the escape that began before {@code at} ends. */
    private static int skip(byte[] source, int at, int to) {
        if (at >= to) {
            return to;
        }
        return switch (source[at]) {
            case '[' -> {
                int i = at + 1;
                while (i < to && source[i] >= 0x20 && source[i] < 0x40) {
                    i++;
                }
                yield Math.min(i + 1, to);
            }
            case ']' -> {
                int i = at + 1;
                while (i < to && source[i] != BEL && source[i] != ESC) {
                    i++;
                }
                yield i < to && source[i] == ESC ? Math.min(i + 2, to) : Math.min(i + 1, to);
            }
            default -> at + 1;
        };
    }
}
