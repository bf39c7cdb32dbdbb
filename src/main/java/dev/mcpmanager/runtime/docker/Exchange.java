package dev.mcpmanager.runtime.docker;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 request and its answer (RFC 9112), on a connection of its own. After a request that upgrades, both sides
 * send as they like. The body belongs to one thread, {@link #output} to another; {@link #close}, from any, ends both.
 */
final class Exchange implements Closeable {
    private static final int MAX_HEAD = 64 << 10;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Wire wire;
    private final InputStream body;
    private final int status;

    private Exchange(Wire wire, int status, InputStream body) {
        this.wire = wire;
        this.status = status;
        this.body = body;
    }

    /**
     * Sends a request and reads the head of its answer.
     *
     * @param path with its query
     * @param json the request's body; empty for none
     * @param upgrade whether to ask for a plain connection in both directions
     */
    static Exchange on(Wire wire, String method, String path, byte[] json, boolean upgrade) throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\nHost: docker\r\n"
                + (upgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "Connection: close\r\n")
                + (json.length > 0 ? "Content-Type: application/json\r\n" : "")
                + "Content-Length: " + json.length + "\r\n\r\n";
        wire.out().write(head.getBytes(StandardCharsets.US_ASCII));
        wire.out().write(json);
        wire.out().flush();
        return answer(wire, new BufferedInputStream(wire.in(), 16 << 10));
    }

    private static Exchange answer(Wire wire, InputStream in) throws IOException {
        int room = MAX_HEAD;
        String[] first = line(in, room).split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("\\d{3}")) {
            throw new IOException("what answers there does not speak HTTP");
        }
        boolean chunked = false;
        long length = -1;
        for (String line = line(in, room); !line.isEmpty(); line = line(in, room)) {
            room -= line.length();
            String lower = line.toLowerCase(Locale.ROOT);
            String value = lower.substring(lower.indexOf(':') + 1).strip();
            if (lower.startsWith("transfer-encoding:")) {
                chunked = value.equals("chunked");
            } else if (lower.startsWith("content-length:")) {
                length = length(value);
            }
        }
        int status = Integer.parseInt(first[1]);
        return new Exchange(wire, status, body(in, status, chunked, length));
    }

    /** Section 6.3. */
    private static InputStream body(InputStream in, int status, boolean chunked, long length) {
        if (status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if (status == SWITCHING_PROTOCOLS || (!chunked && length < 0)) {
            return in;
        }
        return chunked ? new ChunkedBody(in) : new SizedBody(in, length);
    }

    private static long length(String value) throws IOException {
        if (!value.matches("\\d{1,18}")) {
            throw new IOException("an answer with the length \"" + value + "\"");
        }
        return Long.parseLong(value);
    }

    /** A line without its end; {@code max} bounds it. */
    static String line(InputStream in, int max) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (line.length() >= max) {
                throw new IOException("an answer with too long a head");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    int status() {
        return status;
    }

    InputStream body() {
        return body;
    }

    /** To the other side, after an upgrade. */
    OutputStream output() {
        return wire.out();
    }

    /** The other side reads the end of {@link #output}; its own output still arrives. */
    void endOutput() throws IOException {
        wire.endOutput();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
