package dev.mcpmanager.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.gateway.HttpExchange;
import dev.mcpmanager.gateway.McpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/**
 * The servers' addresses, {@code /mcp/{name}}, and that of all, {@code /mcp}: reads bodies within a bound, without blocking, and hands over to the
 * gateway. Thread-safe.
 */
final class GatewayHandler extends Handler.Wrapper {
    private static final String ALL = "/mcp";
    private static final String PREFIX = "/mcp/";
    private static final String PROFILE = "profile";
    private static final int FIRST_CAPACITY = 1024;
    /** To which a client is believed how much will come, in bytes. */
    private static final int TRUSTED_LENGTH = 128 * 1024;

    /** How much of a refused body is read before it is cut off, in bytes. */
    private static final long MAX_DROPPED = 64L * 1024 * 1024;

    private static final byte[] NOTHING = new byte[0];
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private final BiConsumer<McpAddress, HttpExchange> gateway;
    private final int maxBodyBytes;
    private final Departures departures;
    private final Backlog backlog = new Backlog();

    /** @param gateway gets each request with its address; must not block */
    GatewayHandler(BiConsumer<McpAddress, HttpExchange> gateway, Departures departures, int maxBodyBytes) {
        this.gateway = gateway;
        this.departures = departures;
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
        if (path == null || !(path.equals(ALL) || path.startsWith(PREFIX))) {
            return super.handle(request, response, callback);
        }
        var body = new Body(request, response, callback, address(request, path));
        // an answer may take as long as the server takes, but not the body of the request
        request.addIdleTimeoutListener(_ -> !body.complete);
        body.run();
        return true;
    }

    private static McpAddress address(Request request, String path) {
        return path.equals(ALL)
                ? new McpAddress.AllServers(Optional.ofNullable(
                        Request.extractQueryParameters(request).getValue(PROFILE)))
                : new McpAddress.OneServer(path.substring(PREFIX.length()));
    }

    private record Refusal(int status, String message) {}

    /** Collects one body. */
    private final class Body implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final McpAddress address;
        /** In bytes; -1 if the client did not say. */
        private final long declared;

        private @Nullable Refusal refusal;
        /** Bytes that came after the refusal. */
        private long dropped;

        private byte[] bytes = NOTHING;
        private int length;
        private volatile boolean complete;

        Body(Request request, Response response, Callback callback, McpAddress address) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.address = address;
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
                take(chunk.getByteBuffer());
                boolean last = chunk.isLast();
                chunk.release();
                if (refusal != null && (last || dropped > MAX_DROPPED)) {
                    complete = true;
                    refuse(refusal);
                    return;
                }
                if (last) {
                    complete = true;
                    // counted by the exchange from now on
                    backlog.remove(length);
                    gateway.accept(
                            address, new JettyExchange(request, response, callback, body(), departures, backlog));
                    return;
                }
            }
        }

        private void take(ByteBuffer part) {
            if (refusal == null) {
                refusal = refusalOf(part.remaining());
            }
            if (refusal == null) {
                add(part);
            } else {
                // a client that still writes when its connection closes loses the answer
                dropped += part.remaining();
                bytes = NOTHING;
            }
        }

        private @Nullable Refusal refusalOf(int more) {
            if (length + more > maxBodyBytes || declared > maxBodyBytes) {
                return new Refusal(
                        HttpStatus.PAYLOAD_TOO_LARGE_413,
                        "The body has more than " + maxBodyBytes + " bytes: the setting max-message-size allows more");
            }
            return length > Backlog.LARGE && backlog.isFull()
                    ? new Refusal(
                            HttpStatus.SERVICE_UNAVAILABLE_503, "Too many large messages are under way: try again")
                    : null;
        }

        private void add(ByteBuffer part) {
            int end = length + part.remaining();
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
        }

        private byte[] body() {
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }

        private void refuse(Refusal refused) {
            backlog.remove(length);
            response.setStatus(refused.status);
            response.getHeaders().put(JSON);
            String error =
                    "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"" + refused.message + "\"}}\n";
            response.write(true, ByteBuffer.wrap(error.getBytes(UTF_8)), callback);
        }
    }
}
