package dev.mcpmanager.oauth;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.event.Subscription;
import dev.mcpmanager.mcp.HttpTarget;
import dev.mcpmanager.oauth.Discovery.Found;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.Launch.RemoteUrl;
import dev.mcpmanager.server.ServerChanged;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerDeleted;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The manager as OAuth client of its servers (MCP, Authorization): one sign-in to each, for all who use it. Thread-safe.
 */
public final class SignIns implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int EVENTS = 1_000;

    private final Servers servers;
    private final ManagerAddress manager;
    private final OAuthHttp http;
    private final OAuthParts parts;
    private final PendingSignIns pending;
    private final ConcurrentMap<String, ServerSignIn> byServer = new ConcurrentHashMap<>();
    private final List<Subscription<?>> subscriptions;

    /** Loads what is stored, and asks nobody yet. */
    public SignIns(
            Servers servers,
            Database database,
            Secrets secrets,
            EventBus bus,
            ManagerAddress manager,
            InstantSource clock) {
        this(servers, database, secrets, bus, manager, clock, PATIENCE);
    }

    /** @param patience how long each request to an authorization server may take */
    public SignIns(
            Servers servers,
            Database database,
            Secrets secrets,
            EventBus bus,
            ManagerAddress manager,
            InstantSource clock,
            Duration patience) {
        this.servers = servers;
        this.manager = manager;
        http = new OAuthHttp(patience);
        pending = new PendingSignIns(clock);
        parts = new OAuthParts(
                new SignInStore(database, secrets),
                new Discovery(http),
                new Registration(http, manager, clock),
                new TokenEndpoint(http),
                bus,
                clock,
                this::page);
        for (String id : parts.store().signedIn()) {
            StoredSignIn stored = parts.store().find(id);
            stored.grant().ifPresent(grant -> byServer.put(id, new ServerSignIn(id, grant.address(), stored, parts)));
        }
        subscriptions = List.of(
                bus.subscribe(ServerChanged.class, EVENTS, changed -> changed(changed.after())),
                bus.subscribe(
                        ServerDeleted.class,
                        EVENTS,
                        deleted -> forget(deleted.server().id())));
    }

    private String page(String serverId) {
        return manager.page(servers.find(serverId).map(ServerDefinition::name).orElse(serverId));
    }

    /** Its tokens are for its address alone, and for none that has credentials. */
    private void changed(ServerDefinition server) {
        if (!(server.launch() instanceof RemoteUrl remote) || !byServer.containsKey(server.id())) {
            return;
        }
        if (remote.hasCredentials()) {
            forget(server.id());
            parts.store().forgetTokens(server.id());
            parts.bus().publish(new SignInChanged(server.id(), false));
        } else {
            var _ = at(server.id(), remote.url());
        }
    }

    private void forget(String serverId) {
        pending.forget(serverId);
        Optional.ofNullable(byServer.remove(serverId)).ifPresent(ServerSignIn::abandon);
    }

    private ServerSignIn at(String serverId, URI address) {
        return byServer.compute(serverId, (id, known) -> {
            if (known != null && known.address().equals(address)) {
                return known;
            }
            if (known != null) {
                pending.forget(id);
                known.abandon();
                parts.bus().publish(new SignInChanged(id, false));
            }
            return new ServerSignIn(id, address, parts.store().find(id), parts);
        });
    }

    /** How a server is reached at {@code address}: with its configured headers and, unless they have credentials, signed in. */
    public HttpTarget target(ServerDefinition server, URI address) {
        if (!(server.launch() instanceof RemoteUrl remote)) {
            return new HttpTarget(address, Map.of(), at(server.id(), address));
        }
        Map<String, String> headers = remote.plainHeaders();
        return remote.hasCredentials()
                ? new HttpTarget(address, headers)
                : new HttpTarget(address, headers, at(server.id(), address));
    }

    public SignInState state(String serverId) {
        return Optional.ofNullable(byServer.get(serverId))
                .map(ServerSignIn::state)
                .orElse(SignInState.NONE);
    }

    /** A server's words without the tokens that the manager has for it. */
    public String masked(String serverId, String words) {
        ServerSignIn signIn = byServer.get(serverId);
        return signIn == null ? words : signIn.masked(words);
    }

    /** Completes, never exceptionally, when nobody must sign in to the server any more. */
    public CompletableFuture<Void> signedIn(String serverId) {
        return Optional.ofNullable(byServer.get(serverId))
                .map(ServerSignIn::signedIn)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /**
     * Begins a sign-in; blocks while it is found out where. Gives the address that a browser is to open within 10 minutes.
     *
     * @throws ProblemException with the reason and the remedy, if nobody can sign in to the server
     */
    public URI begin(ServerDefinition server) {
        ServerSignIn signIn = signInOf(server);
        Optional<Need> need = signIn.need();
        Challenge challenge = need.map(Need::challenge).orElse(Challenge.NONE);
        return switch (parts.discovery().find(signIn.address(), challenge)) {
            case Found.Nothing() ->
                throw conflict("Server " + server.name()
                        + " offers no sign-in: put its credentials into config.headers, such as Authorization");
            case Found.Unusable(String reason) ->
                throw new ProblemException(new Problem.UpstreamFailed(
                        "The sign-in that server " + server.name() + " offers cannot be used: " + reason));
            case Found.At at -> begin(server, signIn, need.map(Need::scopes).orElse(List.of()), at);
        };
    }

    private ServerSignIn signInOf(ServerDefinition server) {
        if (server.launch() instanceof RemoteUrl remote) {
            if (remote.hasCredentials()) {
                throw conflict("Server " + server.name()
                        + " has an Authorization header: remove it from config.headers to sign in instead");
            }
            return at(server.id(), remote.url());
        }
        return Optional.ofNullable(byServer.get(server.id()))
                .orElseThrow(() -> conflict(
                        "Server " + server.name() + " has not asked for a sign-in: start it, if it speaks HTTP"));
    }

    private URI begin(ServerDefinition server, ServerSignIn signIn, List<String> required, Found.At at) {
        OAuthClient client = parts.registration().client(server, at.server(), signIn);
        var request = new PendingSignIn(
                server.id(),
                signIn.address(),
                at.resource().resource(),
                at.server(),
                client,
                Scopes.select(required, at.resource().scopes(), at.server()),
                Unguessable.text(),
                parts.clock().instant().plus(PendingSignIns.PATIENCE));
        return request.url(pending.add(request));
    }

    /** Ends a sign-in with what the browser brought back; blocks while the code is redeemed. */
    public SignInOutcome complete(Callback callback) {
        Optional<PendingSignIn> found = callback.state().flatMap(pending::take);
        if (found.isEmpty()) {
            return new SignInOutcome.NotSignedIn(
                    "This sign-in is not known (any more): it was used already, or begun more than 10 minutes ago."
                            + " Begin again on the page of the server.");
        }
        PendingSignIn request = found.get();
        if (!callback.isOf(request.server())) {
            return new SignInOutcome.NotSignedIn(
                    "The answer does not come from " + request.server().issuer()
                            + ", where the sign-in was begun; nothing was done. If you did not expect this, somebody may have"
                            + " tried to mix up two sign-ins.");
        }
        if (callback.error().isPresent() || callback.code().isEmpty()) {
            return new SignInOutcome.NotSignedIn(request.server().issuer() + " did not sign you in ("
                    + callback.error().flatMap(TokenEndpoint::legal).orElse("it gives no reason") + ").");
        }
        return redeem(request, callback.code().get());
    }

    private SignInOutcome redeem(PendingSignIn request, String code) {
        Optional<ServerDefinition> server = servers.find(request.serverId());
        ServerSignIn signIn = byServer.get(request.serverId());
        if (server.isEmpty() || signIn == null || !signIn.address().equals(request.address())) {
            return new SignInOutcome.NotSignedIn("The server was deleted, or has another address now.");
        }
        return switch (parts.tokens().redeem(request, code)) {
            case TokenAnswer.Issued(Tokens tokens) -> {
                signIn.signIn(grant(request, tokens));
                yield new SignInOutcome.SignedIn(server.get().name());
            }
            case TokenAnswer.Refused refused -> {
                if (refused.isOfClient()) {
                    signIn.clientRefused();
                }
                yield new SignInOutcome.NotSignedIn(
                        request.server().issuer() + " refuses to issue a token (" + refused.error() + ").");
            }
            case TokenAnswer.Failed(String reason) ->
                new SignInOutcome.NotSignedIn("No token was issued: " + reason + ". Begin again later.");
        };
    }

    private Grant grant(PendingSignIn request, Tokens tokens) {
        Instant now = parts.clock().instant();
        return new Grant(
                request.address(),
                request.resource(),
                request.client(),
                request.server().tokenEndpoint(),
                request.server().revocationEndpoint(),
                tokens.accessToken(),
                tokens.refreshToken(),
                tokens.scopes().orElse(request.scopes()),
                now,
                tokens.lifetime().map(now::plus));
    }

    /** Forgets the tokens for a server, and has them revoked, best effort; blocks meanwhile. */
    public void signOut(String serverId) {
        Optional.ofNullable(byServer.get(serverId))
                .flatMap(ServerSignIn::signOut)
                .ifPresent(parts.tokens()::revoke);
    }

    /** Who the manager is, for authorization servers that read that at its public address; empty without one. */
    public Optional<ObjectNode> clientDocument() {
        return parts.registration().document();
    }

    private static ProblemException conflict(String what) {
        return new ProblemException(new Problem.Conflict(what));
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        http.close();
    }
}
