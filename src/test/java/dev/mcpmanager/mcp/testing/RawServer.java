package dev.mcpmanager.mcp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections on loopback and lets a test do anything with them. Thread-safe. */
public final class RawServer implements AutoCloseable {

    /** Answers one connection, which is closed after it. */
    public interface Answer {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Answer answer;

    public RawServer(Answer answer) throws IOException {
        this.answer = answer;
        threads.add(Thread.ofVirtual().start(this::accept));
    }

    public static RawServer answering(String head) throws IOException {
        return new RawServer(out -> out.write(head.getBytes(StandardCharsets.US_ASCII)));
    }

    public int port() {
        return socket.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                threads.add(Thread.ofVirtual().start(() -> serve(client)));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            readRequest(client.getInputStream());
            answer.to(client.getOutputStream());
            // a close with bytes unread would reset the connection and take the answer along
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException | InterruptedException e) {
            // the client went away, or the test ends
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        int inARow = 0;
        // the blank line, or the end of whatever else a TLS client begins with
        for (int next = in.read(); next >= 0 && inARow < 3; next = in.read()) {
            inARow = next == '\r' || next == '\n' ? inARow + 1 : 0;
            if (in.available() == 0) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.forEach(Thread::interrupt);
    }
}
