package dev.mcpmanager.logs;

import dev.mcpmanager.compact.Varints;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Goes through the lines of a block, oldest first. Not thread-safe. Throws {@link DamagedException} at nonsense. */
final class LineCursor {
    private final BlockText block;
    private final byte[] meta;
    private final int metaLength;
    private int position;
    private int lineAt;
    private int lengthAt;
    private int head;
    private long sequence;
    private long at;
    private long run;
    private int start;
    private int end;

    LineCursor(BlockText block) {
        this.block = block;
        meta = block.meta().array();
        metaLength = block.meta().length();
        sequence = next();
        at = Varints.unzigzag(next());
        run = Varints.unzigzag(next());
    }

    /** Only for what describes lines. */
    static LineCursor withoutText(BlockText.Bytes meta) {
        return new LineCursor(new BlockText("", meta, new BlockText.Bytes(new byte[0], Integer.MAX_VALUE), false));
    }

    /** Steps to the next line, if there is one. */
    boolean advance() {
        if (position >= metaLength) {
            return false;
        }
        lineAt = position;
        head = meta[position++];
        sequence += (head & LineMeta.SEQUENCE_FOLLOWS) == 0 ? 1 : next();
        if ((head & LineMeta.TIME_FOLLOWS) != 0) {
            at += Varints.unzigzag(next());
        }
        if ((head & LineMeta.RUN_FOLLOWS) != 0) {
            run += Varints.unzigzag(next());
        }
        lengthAt = position;
        long length = next();
        start = end;
        if (length < 0 || length > block.text().length() - start) {
            throw new DamagedException("a line reaches beyond its block");
        }
        end = start + (int) length;
        return true;
    }

    /**
     * Copies the header, before the first step.
     *
     * @return where it ends
     */
    int copyHeader(byte[] target) {
        System.arraycopy(meta, 0, target, 0, position);
        return position;
    }

    /**
     * Copies what describes this line, of another length.
     *
     * @return where that ends
     */
    int copy(byte[] target, int at, int length) {
        int described = lengthAt - lineAt;
        System.arraycopy(meta, lineAt, target, at, described);
        return Varints.put(target, at + described, length);
    }

    private long next() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && position < metaLength; shift += 7) {
            byte part = meta[position++];
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new DamagedException("a number has no end");
    }

    long sequence() {
        return sequence;
    }

    long at() {
        return at;
    }

    long run() {
        return run;
    }

    LogLevel level() {
        return LineMeta.level(head);
    }

    LogSource source() {
        return LineMeta.source(head);
    }

    /** Where the line begins in the block's text. */
    int start() {
        return start;
    }

    /** Where the line ends, exclusive. */
    int end() {
        return end;
    }

    LogLine line() {
        String message = new String(block.text().array(), start, end - start, StandardCharsets.UTF_8);
        return new LogLine(block.server(), sequence, run, source(), level(), Instant.ofEpochMilli(at), message);
    }
}
