package dev.mcpmanager.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A keep-alive connection to an MCP endpoint that shows each message of a reply as it comes, and can be cut in the middle
 * of one. One request at a time; not thread-safe, but {@link #close} may be called by any thread.
 */
final class McpSocket implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a reply brings: {@code data} is JSON, or empty in an event that only has an {@code id}; both may be empty. */
    record Event(String id, String data) {}

    private final Duration patience;
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private final StringBuilder line = new StringBuilder();
    private int next;
    private int end;

    private String session = "";
    private boolean events;
    private boolean chunked;
    private boolean ended = true;
    /** Of the body, or of its present chunk. */
    private int left;

    private long sentAt;

    McpSocket(int port) throws IOException {
        this(port, PATIENCE);
    }

    /** @param patience with a reply as a whole, however often it shows that the gateway lives */
    McpSocket(int port, Duration patience) throws IOException {
        this.patience = patience;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) patience.toMillis());
        in = socket.getInputStream();
    }

    /** Sends a request, whose {@code headers} end in a line break each. */
    void send(String method, String path, String headers, String body) throws IOException {
        byte[] content = body.getBytes(UTF_8);
        byte[] start = (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\n" + headers
                        + "Content-Length: " + content.length + "\r\n\r\n")
                .getBytes(UTF_8);
        var request = new byte[start.length + content.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        sentAt = System.nanoTime();
        socket.getOutputStream().write(request);
    }

    /** Waits for the head of the reply and gives its status. */
    int status() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        session = "";
        events = false;
        chunked = false;
        left = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> left = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "content-type" -> events = value.startsWith("text/event-stream");
                case "mcp-session-id" -> session = value;
                default -> {}
            }
        }
        ended = !chunked && left == 0;
        return status;
    }

    /** The session that the reply opened, or nothing. */
    String session() {
        return session;
    }

    /** The next event that has an id or data, or the body as a whole; nothing when the reply has ended. */
    Optional<Event> next() throws IOException {
        return ended ? Optional.empty() : events ? nextEvent() : wholeBody();
    }

    private Optional<Event> wholeBody() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int next = readBody(); next >= 0; next = readBody()) {
            body.write(next);
        }
        return Optional.of(new Event("", body.toString(UTF_8)));
    }

    private Optional<Event> nextEvent() throws IOException {
        String id = "";
        String data = "";
        var bytes = new ByteArrayOutputStream();
        for (int next = readBody(); next >= 0; next = readBody()) {
            if (next != '\n') {
                bytes.write(next);
                continue;
            }
            if (System.nanoTime() - sentAt > patience.toNanos()) {
                throw new SocketTimeoutException("no end after " + patience);
            }
            String text = bytes.toString(UTF_8).strip();
            bytes.reset();
            if (text.startsWith("id:")) {
                id = text.substring("id:".length()).strip();
            } else if (text.startsWith("data:")) {
                data += text.substring("data:".length()).strip();
            } else if (text.isEmpty() && !(id.isEmpty() && data.isEmpty())) {
                return Optional.of(new Event(id, data));
            }
        }
        return Optional.empty();
    }

    /** A byte of the body; negative when it has ended. */
    private int readBody() throws IOException {
        if (left == 0 && !ended) {
            ended = !chunked || nextChunk() == 0;
        }
        if (ended) {
            return -1;
        }
        left--;
        return read();
    }

    private int nextChunk() throws IOException {
        // the line break after a chunk may come no sooner than the next chunk
        String size = line();
        left = Integer.parseInt(size.isEmpty() ? line() : size, 16);
        if (left == 0) {
            line();
        }
        return left;
    }

    private String line() throws IOException {
        line.setLength(0);
        for (int next = read(); next != '\n'; next = read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private int read() throws IOException {
        if (next == end) {
            end = in.read(buffer);
            next = 0;
            if (end < 0) {
                end = 0;
                throw new EOFException("the gateway closed the connection");
            }
        }
        return buffer[next++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
