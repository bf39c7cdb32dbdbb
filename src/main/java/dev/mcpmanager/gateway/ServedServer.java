package dev.mcpmanager.gateway;

import dev.mcpmanager.calls.CallLog;
import dev.mcpmanager.gateway.Topic.Kind;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server as its clients see it, or as one sees it whose session has runs of its own, over all the runs: it gets their
 * calls, and what it says goes to whom it concerns.
 * Thread-safe.
 */
final class ServedServer {
    private final String id;
    private final GatewayParts parts;
    private final RunSource source;
    private final ServerRuns runs;
    private final ConcurrentMap<String, LegacySession> sessions = new ConcurrentHashMap<>();
    private final Set<ModernListen> listens = ConcurrentHashMap.newKeySet();
    private final Subscriptions subscriptions = new Subscriptions(this::later);
    private final Turns turns = new Turns();
    private final Questions questions;
    /** The most talkative level that a legacy server was asked for. */
    private volatile @Nullable String logLevel;

    ServedServer(String id, GatewayParts parts, RunSource source) {
        this.id = id;
        this.parts = parts;
        this.source = source;
        this.runs = new ServerRuns(this, source, parts);
        this.questions = new Questions(this, parts, source.isShared());
    }

    String id() {
        return id;
    }

    ServerRuns runs() {
        return runs;
    }

    Questions questions() {
        return questions;
    }

    Turns turns() {
        return turns;
    }

    ReplayMemory replayMemory() {
        return parts.replayMemory();
    }

    HeldCalls held() {
        return parts.held();
    }

    CallLog record() {
        return parts.calls();
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    ConcurrentMap<String, LegacySession> sessions() {
        return sessions;
    }

    Set<ModernListen> listens() {
        return listens;
    }

    RunSource source() {
        return source;
    }

    /** Whether calls have to be told apart, as the server asks in the middle of them. */
    boolean takesTurns() {
        return questions.asks();
    }

    Optional<RawJson> serverInfo() {
        return runs.current().flatMap(run -> run.answer().get("serverInfo"));
    }

    void later(Duration delay, Runnable task) {
        var _ = parts.timers().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Those that are switched off now. */
    HiddenTools hiddenTools() {
        return new HiddenTools(parts.servers()
                .find(id)
                .map(server -> server.config().disabledTools())
                .orElse(Set.of()));
    }

    /** Other tools are switched off than before. */
    void hiddenToolsChanged() {
        tellOf(Kind.TOOLS);
    }

    private void tellOf(Kind kind) {
        subscriptions.tell(new Topic.Changed(kind), new Notification(kind.notification(), Optional.empty()));
    }

    /** Takes a call to the server, when it runs and when it is the call's turn. */
    void start(ClientCall call) {
        Optional<String> refusal =
                call.isTrial() ? Optional.empty() : hiddenTools().refusal(call.method(), call.params());
        if (refusal.isPresent()) {
            call.answered(RpcError.of(call.id(), RpcError.INVALID_PARAMS, refusal.get())
                    .failure());
            return;
        }
        runs.whenConnected(run -> call.proceed(() -> call.forward(run)), call::failed);
    }

    /** A new run can be asked. */
    void connected(Upstream run, boolean again) {
        boolean byManager = sessions.values().stream().anyMatch(LegacySession::isPart);
        if (!source.isShared() && (again || byManager)) {
            // the client said so to the run before, or to the manager
            run.connection().sendNotification("notifications/initialized", RawJson.EMPTY_OBJECT);
        }
        String level = logLevel;
        if (level != null && !run.isModern() && run.has("logging")) {
            tellLevel(run, level);
        }
        subscriptions.connected(run);
        if (again) {
            for (Kind kind : Kind.values()) {
                if (run.has(kind.capability(), "listChanged")) {
                    tellOf(kind);
                }
            }
        }
    }

    void disconnected(Upstream run) {
        runs.disconnected(run);
        sessions.values().forEach(LegacySession::serverEnded);
    }

    /** Lets a legacy server send what a client wants to hear; false if it does already for another's sake. */
    boolean needsLevel(String level) {
        if (source.isShared() && !LogLevels.isMore(level, Optional.ofNullable(logLevel))) {
            return false;
        }
        logLevel = level;
        return true;
    }

    /** A client wants to hear this, whether the server runs now or not. */
    void wantLevel(String level) {
        if (needsLevel(level)) {
            runs.current().filter(run -> !run.isModern() && run.has("logging")).ifPresent(run -> tellLevel(run, level));
        }
    }

    void tellLevel(Upstream run, String level) {
        RawJson params = RawJson.of(Json.STRICT.createObjectNode().put("level", level));
        var _ = run.connection().request("logging/setLevel", params, Duration.ofSeconds(10));
    }

    /**
     * The server tells something: whom?
     *
     * @param within the call in which it does, if that is known
     */
    void notified(Upstream run, Notification notification, Optional<ClientCall> within) {
        switch (notification.method()) {
            case Progress.METHOD ->
                notification
                        .params()
                        .ifPresent(params ->
                                Progress.token(params).flatMap(run::call).ifPresent(call -> call.progressed(params)));
            case "notifications/message" -> logged(run, notification, within);
            case "notifications/cancelled" -> withdrawn(run, notification);
            default -> {
                if (!subscriptions.notified(notification)) {
                    within.or(() -> related(run))
                            .ifPresentOrElse(
                                    call -> call.notified(notification),
                                    () -> sessions.values().forEach(session -> session.tell(notification)));
                }
            }
        }
    }

    /** The call that what the server tells must belong to, if there is only one client's. */
    private static Optional<ClientCall> related(Upstream run) {
        List<ClientCall> calls = run.calls().toList();
        Set<Object> owners = calls.stream().map(ClientCall::owner).collect(Collectors.toSet());
        return owners.size() == 1
                ? calls.stream().max(Comparator.comparingLong(ClientCall::upstreamId))
                : Optional.empty();
    }

    private void logged(Upstream run, Notification notification, Optional<ClientCall> within) {
        String level = notification
                .params()
                .flatMap(params -> RawObject.of(params, List.of("level")))
                .flatMap(params -> params.text("level"))
                .orElse("");
        // without a wish a legacy client gets what the server sends, but not what only others wished for
        String unasked = logLevel == null ? "debug" : "info";
        Optional<ClientCall> call = within.or(() -> related(run));
        if (call.isPresent()) {
            Optional<String> wish = switch (call.get()) {
                case LegacyCall legacy -> legacy.logLevel().or(() -> Optional.of(unasked));
                case ModernCall modern -> modern.logLevel();
            };
            wish.filter(least -> LogLevels.passes(level, least))
                    .ifPresent(_ -> call.get().notified(notification));
        } else {
            sessions.values().stream()
                    .filter(session ->
                            LogLevels.passes(level, session.client().logLevel().orElse(unasked)))
                    .forEach(session -> session.tell(notification));
        }
    }

    /** The server does not wait any more for what it asked. */
    private void withdrawn(Upstream run, Notification notification) {
        Params.of(notification.params())
                .flatMap(params -> params.object().get("requestId"))
                .ifPresent(asked -> {
                    run.calls().forEach(call -> call.withdrawn(asked));
                    sessions.values().forEach(session -> session.withdraw(asked));
                });
    }

    /** A client is a client of this server from now on. */
    void begin(LegacySession session) {
        sessions.put(session.id(), session);
        var _ = subscriptions.add(session);
    }

    /** That which a client has with this server alone. */
    Optional<LegacySession> session(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId)).filter(session -> !session.isPart());
    }

    void end(LegacySession session) {
        if (sessions.remove(session.id(), session)) {
            questions.ended(session);
            subscriptions.remove(session);
            if (!session.isPart()) {
                parts.sessions().decrementAndGet();
                session.client().close();
            }
            source.close();
        }
    }

    /** Looks after what takes long or is idle. */
    void tick(long now, boolean keepAlive) {
        runs.tick(now);
        runs.current().ifPresent(run -> run.tick(now));
        questions.tick();
        // whoever has a session with all servers is looked after there
        List<LegacySession> clients =
                sessions.values().stream().filter(session -> !session.isPart()).toList();
        List<ModernCall> modern = modernCalls();
        modern.forEach(call -> call.tick(now, parts.settings()));
        clients.forEach(session -> session.client().tick(now, parts.settings()));
        clients.stream()
                .filter(session -> session.client().isIdle(now, parts.settings()))
                .forEach(this::end);
        if (keepAlive) {
            clients.forEach(session -> session.client().keepAlive());
            listens.forEach(ModernListen::keepAlive);
            modern.forEach(ModernCall::keepAlive);
        }
    }

    /** Those at the server, and those that wait for their turn. */
    private List<ModernCall> modernCalls() {
        return Stream.concat(runs.current().stream().flatMap(Upstream::calls), turns.waiting().stream())
                .filter(ModernCall.class::isInstance)
                .map(ModernCall.class::cast)
                .toList();
    }

    /** Nothing of it is to be served any more. */
    void close() {
        List.copyOf(sessions.values()).forEach(this::end);
        listens.forEach(ModernListen::finish);
        listens.clear();
        source.close();
        runs.close();
    }
}
