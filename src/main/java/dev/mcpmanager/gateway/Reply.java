package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.EncodedMessage;
import java.util.Map;

/** A whole HTTP answer; immutable. */
public final class Reply {
    static final int OK = 200;
    static final int ACCEPTED = 202;
    static final int NO_CONTENT = 204;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int NOT_ACCEPTABLE = 406;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;
    static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    private final int status;
    private final Map<String, String> headers;
    private final EncodedMessage body;

    Reply(int status, Map<String, String> headers, EncodedMessage body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public EncodedMessage body() {
        return body;
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), EncodedMessage.NOTHING);
    }

    static Reply json(int status, EncodedMessage body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body);
    }

    /** The error with the id of the request that it answers, if that could be read. */
    static Reply error(int status, RpcError error) {
        return json(status, error.encoded());
    }
}
