package dev.mcpmanager.web;

import dev.mcpmanager.gateway.HttpExchange;
import dev.mcpmanager.mcp.StdioConnection;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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
 * The servers' addresses, {@code /mcp/{name}}: reads bodies of at most {@value #MAX_BODY_BYTES} bytes without blocking,
 * and hands over to the gateway. Thread-safe.
 */
final class GatewayHandler extends Handler.Wrapper {
    static final int MAX_BODY_BYTES = StdioConnection.MAX_MESSAGE_BYTES;

    private static final String PREFIX = "/mcp/";
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final byte[] TOO_LONG = ("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":"
                    + "\"The body has more than the " + MAX_BODY_BYTES + " bytes that are read\"}}\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final BiConsumer<String, HttpExchange> gateway;
    private final Departures departures = new Departures();

    /** @param gateway gets each request with the server's name; must not block */
    GatewayHandler(BiConsumer<String, HttpExchange> gateway) {
        this.gateway = gateway;
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
        // an answer may take as long as the server takes
        request.addIdleTimeoutListener(_ -> false);
        new Body(request, response, callback, path.substring(PREFIX.length())).run();
        return true;
    }

    /** Collects one body. */
    private final class Body implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final String serverName;
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream(0);

        Body(Request request, Response response, Callback callback, String serverName) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.serverName = serverName;
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
                    callback.failed(chunk.getFailure());
                    return;
                }
                boolean fits = take(chunk.getByteBuffer());
                boolean last = chunk.isLast();
                chunk.release();
                if (!fits) {
                    refuse();
                    return;
                }
                if (last) {
                    gateway.accept(
                            serverName,
                            new JettyExchange(request, response, callback, collected.toByteArray(), departures));
                    return;
                }
            }
        }

        private boolean take(ByteBuffer bytes) {
            if (collected.size() + bytes.remaining() > MAX_BODY_BYTES) {
                return false;
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            collected.writeBytes(copy);
            return true;
        }

        private void refuse() {
            response.setStatus(HttpStatus.PAYLOAD_TOO_LARGE_413);
            response.getHeaders().put(JSON);
            response.write(true, ByteBuffer.wrap(TOO_LONG), callback);
        }
    }
}
