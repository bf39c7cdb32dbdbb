package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.AnswerListener;
import dev.mcpmanager.mcp.Era;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.McpConnection;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.Peer;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import dev.mcpmanager.problem.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run of a server, with all clients that it serves. Thread-safe. It remembers at most {@value #MAX_LEFT} calls that
 * their clients have left.
 */
final class Upstream implements Peer {
    static final int MAX_LEFT = 1_000;

    private static final List<String> ANSWER = List.of("capabilities", "serverInfo", "instructions", "_meta");

    private final ServedServer server;
    private final McpSession session;
    private final McpConnection connection;
    private final RawObject answer;
    private final ParamHeaders paramHeaders;
    private final AtomicInteger left = new AtomicInteger();
    /** When last more calls were left than are remembered, in nanoseconds. */
    private volatile OptionalLong overflowedAt = OptionalLong.empty();

    private volatile boolean closed;

    Upstream(ServedServer server, McpSession session) {
        this.server = server;
        this.session = session;
        this.connection = session.connection();
        this.paramHeaders = new ParamHeaders(session.toolHeaders());
        this.answer = RawObject.of(session.server().answer(), ANSWER).orElseThrow();
    }

    McpSession session() {
        return session;
    }

    McpConnection connection() {
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

    /**
     * Of all calls that the server may be at work on and ask in, whether or not anybody waits for their answers; if it only
     * waits for clients, of these calls. This itself stands for calls of nobody knows whom.
     */
    Set<Object> owners() {
        Set<Object> owners = new HashSet<>();
        Set<Object> blocked = new HashSet<>();
        connection.waiting().forEach(waiting -> {
            if (waiting instanceof LeftCall gone) {
                owners.add(gone.owner());
            } else if (waiting instanceof ClientCall call && call.mayBeAsked()) {
                (call.isBlocked() ? blocked : owners).add(call.owner());
            }
        });
        if (isOverflowed()) {
            owners.add(this);
        }
        return owners.isEmpty() ? blocked : owners;
    }

    private boolean isOverflowed() {
        OptionalLong since = overflowedAt;
        return since.isPresent() && System.nanoTime() - since.getAsLong() < LeftCall.AT_WORK.toNanos();
    }

    /** The client does not want the call any more. */
    void leave(ClientCall call, Optional<Place> place, String reason) {
        var gone = new LeftCall(call.upstreamId(), call.owner(), place, left::decrementAndGet);
        boolean hasRoom = left.incrementAndGet() <= MAX_LEFT;
        boolean mayAsk = !isModern() && call.mayBeAsked();
        if (mayAsk && !hasRoom) {
            overflowedAt = OptionalLong.of(System.nanoTime());
        }
        if (!(mayAsk && hasRoom && connection.cancel(gone.id(), reason, gone))) {
            connection.cancel(gone.id(), reason);
            gone.end();
        }
    }

    /** Gives to others what took its time; called each second. */
    void tick(long now) {
        connection.waiting().forEach(waiting -> {
            if (waiting instanceof ClientCall call) {
                call.shareTurn();
            } else if (waiting instanceof LeftCall gone && gone.isOver(now) && connection.forget(gone.id())) {
                gone.end();
            }
        });
    }

    /** Clients' calls that are under way. */
    Stream<ClientCall> calls() {
        return connection.waiting().flatMap(each -> clientCall(each).stream());
    }

    Optional<ClientCall> call(long id) {
        return connection.waiting(id).flatMap(Upstream::clientCall);
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

    /** Answers as a client that cannot be asked. */
    void refuse(Request request, String why) {
        answer(
                request,
                RpcError.of(request.id(), RpcError.METHOD_NOT_FOUND, why).failure());
    }

    @Override
    public void notified(Notification notification, Optional<AnswerListener> within) {
        if (notification.method().equals(Topic.Kind.TOOLS.notification())) {
            session.toolHeaders().forget();
        }
        server.notified(this, notification, within.flatMap(Upstream::clientCall));
    }

    @Override
    public void requested(Request request, Optional<AnswerListener> within) {
        if (within.isEmpty()) {
            server.questions().asked(this, request);
        } else {
            within.flatMap(Upstream::clientCall)
                    .filter(call -> !call.isOver())
                    .ifPresentOrElse(
                            call -> call.question(this, request),
                            () -> refuse(request, "No client's call is under way that this belongs to"));
        }
    }

    private static Optional<ClientCall> clientCall(AnswerListener listener) {
        return listener instanceof ClientCall call ? Optional.of(call) : Optional.empty();
    }

    @Override
    public void renewed() {
        server.connected(this, true);
    }

    @Override
    public void closed() {
        closed = true;
        server.disconnected(this);
    }
}
