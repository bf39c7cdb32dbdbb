package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a legacy server asks to the client whom it asks. Nothing in a question tells, so it is put to a client only if
 * all that the server may be at work on is that client's, and is refused otherwise. Thread-safe.
 */
final class Questions {
    private static final String ROOTS = "roots/list";

    private final ServedServer server;
    private final GatewayParts parts;
    private final boolean shared;
    private final Set<RootsNotice> notices = ConcurrentHashMap.newKeySet();
    /** Whether the server asks in the middle of calls. */
    private volatile boolean asks;
    /** Whose roots a server gets that asks in no call. */
    private volatile @Nullable LegacySession roots;
    /** Whether the server asked for the roots when nothing told whose. */
    private volatile boolean rootsMissed;

    Questions(ServedServer server, GatewayParts parts, boolean shared) {
        this.server = server;
        this.parts = parts;
        this.shared = shared;
        this.asks = shared && parts.store().asks(server.id());
    }

    boolean asks() {
        return asks;
    }

    void asked(Upstream run, Request request) {
        Set<Object> owners = run.owners();
        notices.forEach(notice -> owners.add(notice.owner()));
        boolean answersNotice = request.method().equals(ROOTS) && !notices.isEmpty();
        // roots are what a server asks for beside all calls; others on that stream may have missed the call's
        boolean besideCalls = request.method().equals(ROOTS) && run.connection().hasStreamOfEachRequest();
        Optional<LegacySession> outsideOfCalls = outsideOfCalls(request)
                .filter(session -> besideCalls || Set.of(session.owner()).containsAll(owners));
        boolean oneClient = owners.size() == 1;
        Optional<ClientCall> call = run.calls()
                .filter(each -> oneClient && !answersNotice && each.mayBeAsked() && owners.contains(each.owner()))
                // while a call waits for input, what else its server asks at once belongs to it
                .max(Comparator.comparing((ClientCall each) -> !each.waitsForInput())
                        .thenComparingLong(ClientCall::upstreamId));
        if (!besideCalls && !(oneClient && answersNotice) && run.calls().anyMatch(ClientCall::mayBeAsked)) {
            learnThatItAsks();
        }
        if (call.isPresent()) {
            call.get().question(run, request);
        } else if (outsideOfCalls.isPresent()) {
            outsideOfCalls.get().ask(request, answer -> run.answer(request, answer));
        } else {
            rootsMissed |= request.method().equals(ROOTS) && roots != null;
            run.refuse(
                    request,
                    owners.size() > 1
                            ? "The server may be at work for several clients, and nothing tells which of them it asks"
                            : "No client's call is under way that could answer this");
        }
    }

    /** Whom the server may ask while it has no call. */
    private Optional<LegacySession> outsideOfCalls(Request request) {
        return shared
                ? Optional.ofNullable(roots).filter(_ -> request.method().equals(ROOTS))
                : server.sessions().values().stream().findFirst();
    }

    private void learnThatItAsks() {
        if (!asks && shared) {
            asks = true;
            parts.store().saveAsks(server.id());
        }
    }

    /** The session's client has roots to tell of, or others than before. */
    void rootsOf(LegacySession session) {
        rootsOf(session, () -> {});
    }

    /** Likewise; {@code then} is called when the server has been told, or need not be. */
    void rootsOf(LegacySession session, Runnable then) {
        roots = session;
        tellOfRoots(session, then);
    }

    private void tellOfRoots(LegacySession session, Runnable then) {
        rootsMissed = false;
        var notice = new RootsNotice(session);
        if (!asks) {
            tell(notice, then);
            return;
        }
        var place = new Place(server.turns());
        rootsMissed = !server.turns()
                .enter(
                        notice,
                        () -> tell(notice, () -> {
                            place.leave();
                            then.run();
                        }));
        if (rootsMissed) {
            then.run();
        }
    }

    private void tell(RootsNotice notice, Runnable then) {
        Optional<Upstream> run = server.runs().current().filter(each -> !each.isModern());
        if (run.isEmpty() || !notice.session().equals(roots)) {
            then.run();
            return;
        }
        notices.add(notice);
        notice.send(run.get(), () -> {
            notices.remove(notice);
            then.run();
        });
    }

    void ended(LegacySession session) {
        if (session.equals(roots)) {
            roots = null;
        }
    }

    /** Has the server ask for the roots again as soon as it is clear whose they are; called each second. */
    void tick() {
        LegacySession session = roots;
        if (rootsMissed && session != null) {
            server.runs()
                    .current()
                    .filter(run -> Set.of(session.owner()).containsAll(run.owners()))
                    .ifPresent(_ -> tellOfRoots(session, () -> {}));
        }
    }
}
