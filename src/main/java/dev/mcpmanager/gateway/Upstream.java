package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.Era;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.Peer;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** One run of a server, with all clients that it serves. Thread-safe. */
final class Upstream implements Peer {
    private static final List<String> ANSWER = List.of("capabilities", "serverInfo", "instructions", "_meta");

    private final ServedServer server;
    private final McpSession session;
    private final StdioConnection connection;
    private final RawObject answer;
    private final ParamHeaders paramHeaders;
    private volatile boolean closed;

    Upstream(ServedServer server, McpSession session, StdioConnection connection) {
        this.server = server;
        this.session = session;
        this.connection = connection;
        this.paramHeaders = new ParamHeaders(session);
        this.answer = RawObject.of(session.server().answer(), ANSWER).orElseThrow();
    }

    StdioConnection connection() {
        return connection;
    }

    boolean isModern() {
        return session.server().era() == Era.MODERN;
    }

    boolean isClosed() {
        return closed;
    }

    String protocolVersion() {
        return session.server().protocolVersion();
    }

    /** Whether the server said that it has this, such as {@code logging}. */
    boolean has(String capability) {
        return session.server().capabilityNames().contains(capability);
    }

    /** Whether a capability has a flag, such as {@code listChanged} of {@code tools}. */
    boolean has(String capability, String flag) {
        return session.server()
                .capabilities()
                .tree()
                .path(capability)
                .path(flag)
                .asBoolean(false);
    }

    RawJson capabilities() {
        return session.server().capabilities();
    }

    ParamHeaders paramHeaders() {
        return paramHeaders;
    }

    /** What the server told of itself in its handshake. */
    RawObject answer() {
        return answer;
    }

    /** The {@code _meta} of a modern request that no client sent. */
    ObjectNode ownMeta() {
        return session.requestMeta();
    }

    /** Whether the manager itself has called a tool, during which the server could ask, too. */
    boolean hasOwnCalls() {
        return session.ownCalls() > 0;
    }

    /** Clients' calls that are under way. */
    Stream<ClientCall> calls() {
        return connection.waiting().filter(ClientCall.class::isInstance).map(ClientCall.class::cast);
    }

    Optional<ClientCall> call(long id) {
        return connection.waiting(id).filter(ClientCall.class::isInstance).map(ClientCall.class::cast);
    }

    /** Sends a call; if the server ended before that, the call waits for the next run. */
    void forward(ClientCall call, LongFunction<Optional<RawJson>> params) {
        try {
            connection.forward(call.method(), params, call);
        } catch (ProblemException e) {
            if (closed) {
                server.start(call);
            } else {
                call.failed(e);
            }
        }
    }

    /** @param response with any id */
    void answer(Request request, Response response) {
        connection.send(
                switch (response) {
                    case Result result -> new Result(request.id(), result.result());
                    case Failure failure -> new Failure(Optional.of(request.id()), failure.error());
                });
    }

    @Override
    public void notified(Notification notification) {
        if (notification.method().equals(Topic.Kind.TOOLS.notification())) {
            paramHeaders.forget();
        }
        server.notified(this, notification);
    }

    @Override
    public void requested(Request request) {
        server.requested(this, request);
    }

    @Override
    public void closed() {
        closed = true;
        server.disconnected(this);
    }
}
