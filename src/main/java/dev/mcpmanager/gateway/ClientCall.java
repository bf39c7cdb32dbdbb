package dev.mcpmanager.gateway;

import dev.mcpmanager.calls.CallKind;
import dev.mcpmanager.calls.Outcome;
import dev.mcpmanager.mcp.AnswerListener;
import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One request of a client that is on its way to a server, at it, or waits for the client's input. Thread-safe. */
abstract sealed class ClientCall implements AnswerListener, Turns.Taker permits LegacyCall, ModernCall {

    /** Nothing that a server does for these needs a client. */
    private static final Set<String> NEVER_ASKING = Set.of(
            "tools/list",
            "resources/list",
            "resources/templates/list",
            "prompts/list",
            "completion/complete",
            "logging/setLevel",
            "resources/subscribe",
            "resources/unsubscribe",
            "server/discover");

    private static final String IS_ERROR = "isError";

    /** How much later than the first the last of the questions may come that a server asks at once. */
    private static final Duration SETTLE = Duration.ofMillis(15);

    private final ServedServer server;
    private final String method;
    private final long startedAt = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();
    /** What is to be done in the call's turn; null while it does not wait for one. */
    private @Nullable List<Runnable> steps;

    /** While it is its turn. */
    private @Nullable Place place;

    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean waitsForInput;
    private volatile long waitsSince;
    private volatile @Nullable Upstream upstream;
    private volatile long upstreamId;
    /** That of these which the server was told to leave. */
    private long leftId;

    ClientCall(ServedServer server, String method) {
        this.server = server;
        this.method = method;
    }

    /** The client's name, as it told; may be empty. */
    abstract String client();

    /** What the client sent; empty if that is no object. */
    abstract Optional<Params> params();

    /** The client's id of the request. */
    abstract JsonRpcId id();

    /** What the server gets; {@code id} is the request's for the server, and its token for progress. */
    abstract Optional<RawJson> params(Upstream upstream, long id);

    /** The server tells something that belongs to this call. */
    abstract void notified(Notification notification);

    /** The server tells of progress, by the token that it was given. */
    abstract void progressed(RawJson params);

    /** Takes a server's question to the client, or answers it. */
    abstract void asked(Upstream asking, Request request);

    /** The questions that came at once are all there. */
    abstract void settled();

    /** The most talkative log level that the client wants to hear during this call. */
    abstract Optional<String> logLevel();

    /** Whether tools that are switched off for clients can be called, too. */
    abstract boolean isTrial();

    /** The server does not wait any more for what it asked under this id. */
    abstract void withdrawn(RawJson asked);

    /** Called once, when nothing more is to become of it. */
    abstract void ended();

    /** Looks after a call that takes long; called each second. */
    abstract void tick(long now, GatewaySettings settings);

    abstract void keepAlive();

    ServedServer server() {
        return server;
    }

    String method() {
        return method;
    }

    long startedAt() {
        return startedAt;
    }

    boolean mayBeAsked() {
        return !NEVER_ASKING.contains(method);
    }

    boolean isOver() {
        return over.get();
    }

    /** Goes on as soon as it is its turn, if the server's clients take turns. */
    void proceed(Runnable step) {
        boolean wait = !isOver() && mayBeAsked() && server.takesTurns();
        synchronized (over) {
            if (steps != null) {
                steps.add(step);
                return;
            }
            wait &= place == null;
            if (wait) {
                steps = new ArrayList<>(List.of(step));
            }
        }
        if (!wait) {
            waitsForInput = false;
            step.run();
        } else if (!server.turns().enter(this, this::turn)) {
            failed(ServerRuns.unavailable("The server has too many calls that wait for their turn; try again later"));
        }
    }

    private void turn() {
        List<Runnable> ready;
        synchronized (over) {
            ready = steps == null ? List.of() : steps;
            steps = null;
            place = new Place(server.turns());
        }
        waitsForInput = false;
        // even if it is over: an answer may be to what the server asked in an earlier call of the same client
        ready.forEach(Runnable::run);
        if (isOver()) {
            leaveTurn();
        }
    }

    /** A legacy server asks in the middle of this call. */
    final void question(Upstream asking, Request request) {
        questions.incrementAndGet();
        asked(asking, request);
        server.later(SETTLE, this::settle);
    }

    /** Takes the answer to the server. */
    final void answerQuestion(Runnable step) {
        boolean more = questions.decrementAndGet() > 0;
        proceed(() -> {
            step.run();
            if (more) {
                server.later(SETTLE, this::settle);
            }
        });
    }

    /** The server does not wait for the answer any more. */
    final void questionWithdrawn() {
        if (questions.decrementAndGet() == 0) {
            // it goes on without input: what it asks next may belong to this call
            waitsForInput = false;
        }
    }

    /** The server asked all that it asks at once. */
    private void settle() {
        if (questions.get() > 0 && !isOver()) {
            waitsSince = System.nanoTime();
            waitsForInput = true;
            settled();
        }
    }

    /** Lets others go on while the server does nothing but wait for the client. */
    void shareTurn() {
        if (isBlocked()) {
            leaveTurn();
        }
    }

    /** Whether the server is taken to ask nothing else in it before the client has answered. */
    boolean isBlocked() {
        synchronized (over) {
            // without a turn others are under way already
            return waitsForInput && (place == null || System.nanoTime() - waitsSince > LeftCall.AT_WORK.toNanos());
        }
    }

    boolean waitsForInput() {
        return waitsForInput;
    }

    final void leaveTurn() {
        takePlace().ifPresent(Place::leave);
    }

    private Optional<Place> takePlace() {
        synchronized (over) {
            Optional<Place> taken = Optional.ofNullable(place);
            place = null;
            return taken;
        }
    }

    /** Sends it, or sends it again, to the server; nothing happens if it is over. */
    void forward(Upstream to) {
        if (isOver()) {
            return;
        }
        upstream = to;
        to.forward(this, id -> {
            upstreamId = id;
            return params(to, id);
        });
        if (isOver()) {
            leave(to, "cancelled");
            leaveTurn();
        }
    }

    /**
     * Tells the server, and leaves the turn to what it still does: once, though the thread that sends the call and the one
     * that cancels it may both find that it is over.
     */
    private void leave(Upstream at, String reason) {
        Optional<Place> kept;
        synchronized (over) {
            if (leftId == upstreamId) {
                return;
            }
            leftId = upstreamId;
            kept = takePlace();
        }
        at.leave(this, kept, reason);
    }

    @Override
    public boolean isBegun() {
        return upstream != null;
    }

    /** The server that has it. */
    Optional<Upstream> upstream() {
        return Optional.ofNullable(upstream);
    }

    long upstreamId() {
        return upstreamId;
    }

    /** True once, for the one that ends it. */
    boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        leaveTurn();
        stopWaiting();
        return true;
    }

    private void stopWaiting() {
        List<Runnable> waiting;
        synchronized (over) {
            waiting = steps;
            steps = null;
        }
        if (waiting != null) {
            server.turns().forget(this);
            waiting.forEach(Runnable::run);
        }
        ended();
    }

    /** Notes how it ended. */
    final void ended(Outcome outcome, long responseBytes) {
        if (method.equals("ping")) {
            return;
        }
        Optional<RawObject> sent = params().map(Params::object);
        String name = sent.flatMap(object -> object.text("name").or(() -> object.text("uri")))
                .orElse("");
        server.record()
                .add(
                        server.id(),
                        new CallKind(client(), method, name, outcome),
                        (System.nanoTime() - startedAt) / 1_000,
                        sent.map(object -> object.json().length()).orElse(0),
                        responseBytes);
    }

    /** What an answer of the server says of how the call ended. */
    final Outcome outcome(Response response) {
        return switch (response) {
            case Failure _ -> Outcome.ERROR;
            case Result result ->
                method.equals("tools/call") && isError(result.result()) ? Outcome.TOOL_ERROR : Outcome.OK;
        };
    }

    private static boolean isError(RawJson result) {
        return RawObject.of(result, List.of(IS_ERROR))
                .flatMap(object -> object.get(IS_ERROR))
                .filter(RawJson.TRUE::equals)
                .isPresent();
    }

    /** The client does not want it any more; true if it was not over. */
    boolean cancel(String reason) {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        ended(Outcome.CANCELLED, 0);
        Upstream at = upstream;
        if (at == null) {
            leaveTurn();
        } else {
            leave(at, reason);
        }
        stopWaiting();
        return true;
    }
}
