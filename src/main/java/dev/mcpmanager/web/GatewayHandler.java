package dev.mcpmanager.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.gateway.HttpExchange;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The servers' addresses, {@code /mcp/{name}}: reads bodies within a bound, without blocking, and hands over to the
 * gateway. Thread-safe.
 */
final class GatewayHandler extends Handler.Wrapper {
    private static final String PREFIX = "/mcp/";
    private static final int FIRST_CAPACITY = 1024;
    /** To which a client is believed how much will come, in bytes. */
    private static final int TRUSTED_LENGTH = 128 * 1024;

    private static final byte[] NOTHING = new byte[0];
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private final BiConsumer<String, HttpExchange> gateway;
    private final int maxBodyBytes;
    private final Departures departures = new Departures();
    private final Backlog backlog = new Backlog();

    /** @param gateway gets each request with the server's name; must not block */
    GatewayHandler(BiConsumer<String, HttpExchange> gateway, int maxBodyBytes) {
        this.gateway = gateway;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        departures.start(getServer().getScheduler());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getDecodedPath();
        if (path == null || !path.startsWith(PREFIX)) {
            return super.handle(request, response, callback);
        }
        var body = new Body(request, response, callback, path.substring(PREFIX.length()));
        // an answer may take as long as the server takes, but not the body of the request
        request.addIdleTimeoutListener(_ -> !body.complete);
        body.run();
        return true;
    }

    /** Collects one body. */
    private final class Body implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final String serverName;
        /** In bytes; -1 if the client did not say. */
        private final long declared;

        private byte[] bytes = NOTHING;
        private int length;
        private volatile boolean complete;

        Body(Request request, Response response, Callback callback, String serverName) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.serverName = serverName;
            this.declared = request.getLength();
        }

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    backlog.remove(length);
                    callback.failed(chunk.getFailure());
                    return;
                }
                boolean fits = take(chunk.getByteBuffer());
                boolean last = chunk.isLast();
                chunk.release();
                if (!fits) {
                    refuse(
                            HttpStatus.PAYLOAD_TOO_LARGE_413,
                            "The body has more than " + maxBodyBytes
                                    + " bytes: the setting max-message-size allows more");
                    return;
                }
                if (length > Backlog.LARGE && backlog.isFull()) {
                    refuse(HttpStatus.SERVICE_UNAVAILABLE_503, "Too many large messages are under way: try again");
                    return;
                }
                if (last) {
                    complete = true;
                    // counted by the exchange from now on
                    backlog.remove(length);
                    gateway.accept(
                            serverName, new JettyExchange(request, response, callback, body(), departures, backlog));
                    return;
                }
            }
        }

        private boolean take(ByteBuffer part) {
            int end = length + part.remaining();
            if (end > maxBodyBytes || declared > maxBodyBytes) {
                return false;
            }
            if (bytes.length == 0 && declared >= end && declared <= TRUSTED_LENGTH) {
                bytes = new byte[(int) declared];
            } else if (end > bytes.length) {
                // no more than twice what has come, whatever was declared
                long most = declared < end ? Long.MAX_VALUE : declared;
                bytes = Arrays.copyOf(bytes, (int)
                        Math.min(most, Math.max(2L * bytes.length, Math.max(end, FIRST_CAPACITY))));
            }
            backlog.add(part.remaining());
            part.get(bytes, length, part.remaining());
            length = end;
            return true;
        }

        private byte[] body() {
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }

        /** The rest is not read: Jetty closes the connection after the answer. */
        private void refuse(int status, String message) {
            backlog.remove(length);
            response.setStatus(status);
            response.getHeaders().put(JSON);
            String error = "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"" + message + "\"}}\n";
            response.write(true, ByteBuffer.wrap(error.getBytes(UTF_8)), callback);
        }
    }
}
