package dev.mcpmanager.mcp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line breaks eight bytes at a time, as each byte of each message is looked at; stateless. */
final class LineBreaks {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long FEEDS = ONES * '\n';
    private static final long RETURNS = ONES * '\r';
    private static final long HIGH_BITS = 0x8080808080808080L;

    private LineBreaks() {}

    /** Where the first {@code \n} or {@code \r} from {@code from} on is; {@code to} if there is none before it. */
    static int next(byte[] bytes, int from, int to) {
        int at = from;
        // four words at a time, as most lines of large messages are long
        while (at + 4 * Long.BYTES <= to
                && ((hits(bytes, at)
                                        | hits(bytes, at + Long.BYTES)
                                        | hits(bytes, at + 2 * Long.BYTES)
                                        | hits(bytes, at + 3 * Long.BYTES))
                                & HIGH_BITS)
                        == 0) {
            at += 4 * Long.BYTES;
        }
        while (at + Long.BYTES <= to && (hits(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Has a high bit set if one of eight bytes is a line break, and perhaps without one. */
    private static long hits(byte[] bytes, int at) {
        long word = (long) WORDS.get(bytes, at);
        long feeds = word ^ FEEDS;
        long returns = word ^ RETURNS;
        return ((feeds - ONES) & ~feeds) | ((returns - ONES) & ~returns);
    }
}
