package dev.mcpmanager.gateway;

import dev.mcpmanager.calls.Outcome;
import dev.mcpmanager.mcp.EncodedMessage;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request of a legacy session. Thread-safe. */
final class LegacyCall extends ClientCall {
    private final LegacySession session;
    private final JsonRpcId id;
    /** Empty if they are something other than an object: then they are passed on as they are. */
    private final Optional<Params> params;

    private final Optional<RawJson> raw;
    private final LegacyStream stream;
    private final InputRounds rounds = new InputRounds(this);
    private volatile @Nullable RawJson progressToken;
    private volatile Runnable onFailure = () -> {};

    LegacyCall(LegacySession session, Request request, LegacyStream stream) {
        super(session.server(), request.method());
        this.session = session;
        this.id = request.id();
        this.raw = request.params();
        this.params = Params.of(raw);
        this.stream = stream;
    }

    LegacySession session() {
        return session;
    }

    LegacyStream stream() {
        return stream;
    }

    @Override
    public void whenRoom(Runnable next) {
        stream.whenRoom(next);
    }

    @Override
    public Object owner() {
        return session.owner();
    }

    @Override
    public boolean canAnswer() {
        return session.client().capabilities().any();
    }

    @Override
    String client() {
        return session.client().name();
    }

    @Override
    Optional<Params> params() {
        return params;
    }

    @Override
    JsonRpcId id() {
        return id;
    }

    @Override
    boolean isTrial() {
        return false;
    }

    @Override
    Optional<String> logLevel() {
        return session.client().logLevel();
    }

    @Override
    Optional<RawJson> params(Upstream upstream, long upstreamId) {
        if (params.isEmpty()) {
            return raw;
        }
        Params known = params.get();
        progressToken = known.progressToken().orElse(null);
        Map<String, RawJson> meta = new LinkedHashMap<>();
        if (upstream.isModern()) {
            meta.putAll(session.client().stamps());
        }
        if (progressToken != null) {
            meta.put(Params.PROGRESS_TOKEN, RawJson.number(upstreamId));
        }
        if (raw.isEmpty() && meta.isEmpty()) {
            return raw;
        }
        return Optional.of(known.with(rounds.inputs(), meta));
    }

    @Override
    public void answered(Response response) {
        if (isOver()) {
            return;
        }
        Optional<InputRequired> required = upstream()
                .filter(Upstream::isModern)
                .flatMap(_ -> response instanceof Result result ? InputRequired.of(result.result()) : Optional.empty());
        if (required.isPresent()) {
            rounds.next(required.get());
        } else {
            finish(server().hiddenTools().without(method(), response));
        }
    }

    @Override
    public void failed(ProblemException why) {
        session.drop(stream);
        finish(RpcError.of(id, RpcError.INTERNAL, why.problem().detail()).failure(), Outcome.FAILED);
    }

    /** Does this when the client gets an error, before it gets it. */
    void onFailure(Runnable action) {
        onFailure = action;
    }

    /** Ends it with an answer of the gateway's own. */
    void refuse(int code, String message) {
        upstream().ifPresent(at -> at.connection().cancel(upstreamId(), message));
        finish(RpcError.of(id, code, message).failure());
    }

    /** @param response with any id */
    void finish(Response response) {
        finish(response, outcome(response));
    }

    private void finish(Response response, Outcome outcome) {
        if (end()) {
            if (response instanceof Failure) {
                onFailure.run();
            }
            EncodedMessage message = JsonRpcEncoder.encode(
                    switch (response) {
                        case Result result -> new Result(id, result.result());
                        case Failure failure -> new Failure(Optional.of(id), failure.error());
                    });
            if (stream.isTooLargeNow(message.length())) {
                message = RpcError.tooLargeNow(id, message.length()).encoded();
            }
            ended(outcome, message.length());
            stream.finish(message);
        }
    }

    /** As the client asked for it: no answer follows. */
    void cancelled(String reason) {
        if (cancel(reason)) {
            session.drop(stream);
            stream.end();
        }
    }

    @Override
    void notified(Notification notification) {
        boolean _ = stream.send(JsonRpcEncoder.encode(notification));
    }

    @Override
    void progressed(RawJson told) {
        RawJson token = progressToken;
        if (token != null) {
            notified(Progress.of(told, token));
        }
    }

    @Override
    void asked(Upstream asking, Request request) {
        session.ask(request, stream, answer -> answerQuestion(() -> asking.answer(request, answer)));
    }

    @Override
    void withdrawn(RawJson asked) {
        for (int i = session.withdraw(asked, stream); i > 0; i--) {
            questionWithdrawn();
        }
    }

    @Override
    void settled() {}

    @Override
    void ended() {
        session.client().over(this);
    }

    @Override
    void tick(long now, GatewaySettings settings) {
        if (now - startedAt() > settings.quiet().toNanos()) {
            stream.begin();
        }
    }

    @Override
    void keepAlive() {
        stream.keepAlive();
    }
}
