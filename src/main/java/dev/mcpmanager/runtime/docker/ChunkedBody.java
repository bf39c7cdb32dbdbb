package dev.mcpmanager.runtime.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The content of a body in chunks (RFC 9112, section 7.1); trailers stay unread. For one thread. */
final class ChunkedBody extends InputStream {
    private static final int MAX_LINE = 1024;

    private final InputStream in;
    private long left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the connection was closed within a chunk");
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            Exchange.line(in, MAX_LINE);
        }
        first = false;
        String size = Exchange.line(in, MAX_LINE).replaceFirst(";.*", "").strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new IOException("a chunk with the length \"" + size + "\"");
        }
        left = Long.parseLong(size, 16);
        ended = left == 0;
    }
}
