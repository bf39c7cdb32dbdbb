package dev.mcpmanager.gateway;

import dev.mcpmanager.calls.Outcome;
import dev.mcpmanager.gateway.InputRequired.Input;
import dev.mcpmanager.mcp.EncodedMessage;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import dev.mcpmanager.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request of a modern client. When a legacy server asks something in the middle of it, the client is told to try again
 * with the answers, and the call is held until it does; what the server tells meanwhile goes with the next try. Thread-safe;
 * at most {@value #MAX_QUESTIONS} questions wait.
 */
final class ModernCall extends ClientCall {

    static final int MAX_QUESTIONS = 1_000;

    /** One try of the request: the first one, or one that brings input. */
    record Try(ModernRequest request, ModernReply reply) {

        /** @param notification whose token for progress is the one that the server was given */
        void send(Notification notification) {
            Optional<Notification> told = notification.method().equals(Progress.METHOD)
                    ? request.params()
                            .progressToken()
                            .map(token -> Progress.of(notification.params().orElseThrow(), token))
                    : Optional.of(notification);
            told.ifPresent(known -> reply.send(JsonRpcEncoder.encode(known)));
        }
    }

    private record Ready(Response response, Outcome outcome) {}

    private final Capabilities capabilities;
    /** As nothing tells whose calls are of one client, each has one of its own. */
    private final Object owner = new Object();
    /** What the server asks, by the key under which the client is asked. */
    private final Map<String, Request> asked = new LinkedHashMap<>();

    private final Unheard unheard = new Unheard();

    private final long number;
    private Try latest;
    private int questions;
    private int round;
    /** Whether the client was told to try again, and has not. */
    private boolean held;

    private long heldSince;
    /** What ended it meanwhile. */
    private @Nullable Ready ready;

    ModernCall(ServedServer server, ModernRequest request, ModernReply reply, long number) {
        super(server, request.method());
        this.capabilities = request.capabilities();
        this.latest = new Try(request, reply);
        this.number = number;
    }

    @Override
    public void whenRoom(Runnable next) {
        reply().whenRoom(next);
    }

    @Override
    public Object owner() {
        return owner;
    }

    @Override
    public boolean canAnswer() {
        return capabilities.any();
    }

    @Override
    String client() {
        return latestRequest()
                .params()
                .metaValue(Params.CLIENT_INFO)
                .flatMap(Params::clientName)
                .orElse("");
    }

    @Override
    Optional<Params> params() {
        return Optional.of(latestRequest().params());
    }

    @Override
    synchronized JsonRpcId id() {
        return latest.request().id();
    }

    @Override
    Optional<String> logLevel() {
        return latestRequest().params().metaText(Params.LOG_LEVEL);
    }

    @Override
    boolean isTrial() {
        return reply().isTrial();
    }

    private synchronized ModernReply reply() {
        return latest.reply();
    }

    @Override
    Optional<RawJson> params(Upstream upstream, long upstreamId) {
        Params params = latestRequest().params();
        return Optional.of(params.withMeta(
                params.progressToken().isPresent()
                        ? Map.of(Params.PROGRESS_TOKEN, RawJson.number(upstreamId))
                        : Map.of()));
    }

    @Override
    public void answered(Response response) {
        answered(server().hiddenTools().without(method(), response), outcome(response));
    }

    private void answered(Response response, Outcome outcome) {
        synchronized (this) {
            if (held) {
                ready = new Ready(response, outcome);
                return;
            }
        }
        finish(response, outcome);
    }

    @Override
    public void failed(ProblemException why) {
        answered(RpcError.of(id(), RpcError.INTERNAL, why.problem().detail()).failure(), Outcome.FAILED);
    }

    /** @param response with any id */
    private void finish(Response response, Outcome outcome) {
        if (!end()) {
            return;
        }
        boolean translate = upstream().filter(upstream -> !upstream.isModern()).isPresent();
        ModernAnswer answer = translate
                ? ModernAnswer.ofLegacy(server(), latestRequest(), response)
                : ModernAnswer.of(id(), response);
        EncodedMessage message = JsonRpcEncoder.encode(answer.response());
        if (reply().isTooLargeNow(message.length())) {
            message = RpcError.tooLargeNow(id(), message.length()).encoded();
        }
        ended(outcome, message.length());
        reply().finish(answer.status(), message);
    }

    @Override
    void ended() {
        server().held().forget(number);
        List<Request> unanswered;
        synchronized (this) {
            unanswered = List.copyOf(asked.values());
            asked.clear();
        }
        upstream().ifPresent(asking -> unanswered.forEach(request -> asking.refuse(request, "The call is over")));
    }

    private synchronized ModernRequest latestRequest() {
        return latest.request();
    }

    @Override
    synchronized void notified(Notification notification) {
        if (held) {
            unheard.add(notification);
        } else {
            latest.send(notification);
        }
    }

    @Override
    void progressed(RawJson told) {
        notified(new Notification(Progress.METHOD, Optional.of(told)));
    }

    @Override
    void asked(Upstream asking, Request request) {
        if (capabilities.allow(request)) {
            synchronized (this) {
                if (asked.size() < MAX_QUESTIONS) {
                    asked.put(request.method().replaceAll("/.*", "") + "-" + ++questions, request);
                    return;
                }
            }
            Failure tooMuch = RpcError.of(request.id(), RpcError.INTERNAL, "The client has too much to answer")
                    .failure();
            answerQuestion(() -> asking.answer(request, tooMuch));
        } else {
            // a server that lets this error through says what a modern one has to say (2026-07-28, _meta)
            answerQuestion(() -> asking.answer(request, ModernAnswer.missingCapability(request)));
        }
    }

    @Override
    void withdrawn(RawJson id) {
        int before;
        int after;
        synchronized (this) {
            before = asked.size();
            asked.values()
                    .removeIf(request -> JsonRpcEncoder.encode(request.id()).equals(id));
            after = asked.size();
        }
        for (int i = after; i < before; i++) {
            questionWithdrawn();
        }
    }

    @Override
    void settled() {
        ModernReply told;
        RawJson result;
        synchronized (this) {
            if (held || asked.isEmpty()) {
                return;
            }
            held = true;
            heldSince = System.nanoTime();
            round++;
            Map<String, Input> inputs = new LinkedHashMap<>();
            asked.forEach((key, request) -> inputs.put(key, new Input(request.method(), request.params())));
            String state = server().held().hold(this, new RequestSeal.State(number, round), latest.request());
            result = new InputRequired(inputs, Optional.of(RawJson.text(state))).encoded();
            told = latest.reply();
        }
        told.finish(Reply.OK, JsonRpcEncoder.encode(new Result(id(), result)));
        // nobody waits for its answer until it comes back, which it need not
        leaveTurn();
    }

    /**
     * The client tries again.
     *
     * @return false if it had been told something else since, and this is a replay
     */
    boolean resume(ModernRequest request, ModernReply reply, int ofRound) {
        Map<Request, RawJson> answers = new LinkedHashMap<>();
        Ready ended;
        synchronized (this) {
            if (!held || ofRound != round || isOver()) {
                return false;
            }
            latest = new Try(request, reply);
            held = false;
            unheard.take().forEach(latest::send);
            ended = ready;
            Optional<RawObject> inputs = request.params()
                    .object()
                    .get(Params.INPUT_RESPONSES)
                    .flatMap(raw -> RawObject.of(raw, List.copyOf(asked.keySet())));
            for (String key : List.copyOf(asked.keySet())) {
                inputs.flatMap(object -> object.get(key)).ifPresent(input -> {
                    answers.put(asked.get(key), input);
                    asked.remove(key);
                });
            }
        }
        reply.watch(() -> cancel("the client left"));
        if (ended != null) {
            finish(ended.response, ended.outcome);
        } else if (answers.isEmpty()) {
            settled();
        } else {
            Upstream asking = upstream().orElseThrow();
            answers.forEach((question, input) ->
                    answerQuestion(() -> asking.answer(question, new Result(question.id(), input))));
        }
        return true;
    }

    @Override
    void tick(long now, GatewaySettings settings) {
        boolean expired;
        synchronized (this) {
            expired = held && now - heldSince > settings.inputWait().toNanos();
        }
        if (expired) {
            cancel("the client did not bring the input");
        } else if (now - startedAt() > settings.quiet().toNanos()) {
            reply().begin();
        }
    }

    @Override
    void keepAlive() {
        reply().keepAlive();
    }
}
