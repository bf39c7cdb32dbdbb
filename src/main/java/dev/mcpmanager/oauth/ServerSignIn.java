package dev.mcpmanager.oauth;

import dev.mcpmanager.mcp.Authorizer;
import dev.mcpmanager.oauth.Discovery.Found;
import dev.mcpmanager.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign-in to one server at one address: its tokens, renewed by one thread at a time, and whether another is needed.
 * Thread-safe. What {@link Authorizer} has does not block; the rest may, while tokens are renewed.
 */
final class ServerSignIn implements Authorizer {
    private static final Logger log = LoggerFactory.getLogger(ServerSignIn.class);
    private static final int UNAUTHORIZED = 401;
    private static final String MASK = "[secret]";

    /** How long the successor of a refused token should not be refused, and after a failure nothing is tried. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final String serverId;
    private final URI address;
    private final OAuthParts parts;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile Optional<OAuthClient> client;
    private volatile Optional<Grant> grant;
    private volatile Optional<Need> need = Optional.empty();
    /** Why tokens could not be renewed, or no sign-in was found, when that was last tried. */
    private volatile Optional<String> trouble = Optional.empty();

    private volatile Instant troubledAt = Instant.EPOCH;
    /** The access token that was issued for one that was refused. */
    private volatile Optional<String> successor = Optional.empty();

    private volatile CompletableFuture<Void> signedIn = CompletableFuture.completedFuture(null);

    /** @param stored what is known from before; tokens for another address are forgotten */
    ServerSignIn(String serverId, URI address, StoredSignIn stored, OAuthParts parts) {
        this.serverId = serverId;
        this.address = address;
        this.parts = parts;
        this.client = stored.client();
        this.grant = stored.grant().filter(each -> each.address().equals(address));
        if (stored.grant().isPresent() && grant.isEmpty()) {
            parts.store().forgetTokens(serverId);
        }
    }

    URI address() {
        return address;
    }

    SignInState state() {
        return new SignInState(need.map(this::words), grant.map(Grant::issuer));
    }

    private String words(Need needed) {
        return "needs sign-in: " + needed.why() + "; open " + parts.page(serverId) + " and sign in";
    }

    String masked(String words) {
        return grant.map(known -> {
                    String masked = words.replace(known.accessToken(), MASK);
                    return known.refreshToken()
                            .map(token -> masked.replace(token, MASK))
                            .orElse(masked);
                })
                .orElse(words);
    }

    Optional<OAuthClient> client() {
        return client;
    }

    Optional<Need> need() {
        return need;
    }

    /** Completes when nobody must sign in any more. */
    CompletableFuture<Void> signedIn() {
        return signedIn;
    }

    @Override
    public CompletableFuture<Optional<String>> token() {
        Optional<Grant> known = grant;
        return known.filter(
                        each -> each.isExpiring(now()) && each.refreshToken().isPresent())
                .map(expiring -> later(() -> renewed(expiring).or(() -> grant.map(Grant::accessToken))))
                .orElseGet(() -> CompletableFuture.completedFuture(known.map(Grant::accessToken)));
    }

    @Override
    public CompletableFuture<Optional<String>> refused(
            String method, int status, List<String> challenges, Optional<String> token) {
        Challenge challenge = Challenge.of(challenges);
        return later(
                () -> status == UNAUTHORIZED ? unauthorized(method, challenge, token) : forbidden(method, challenge));
    }

    @Override
    public void accepted(String method, Optional<String> token) {
        if (need.isPresent() && token.isEmpty()) {
            var _ = later(() -> {
                takenWithout(method);
                return Optional.empty();
            });
        }
    }

    @Override
    public Optional<String> refusal() {
        return need.map(this::words).or(() -> trouble);
    }

    private CompletableFuture<Optional<String>> later(Supplier<Optional<String>> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    changes.lock();
                    try {
                        return task.get();
                    } catch (ProblemException e) {
                        log.warn("server {}: its sign-in cannot be used: {}", serverId, e.getMessage());
                        return Optional.empty();
                    } finally {
                        changes.unlock();
                    }
                },
                each -> Thread.ofVirtual().name("oauth-" + serverId).start(each));
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private boolean isJustNow(Instant at) {
        return now().isBefore(at.plus(SOON));
    }

    private Optional<String> unauthorized(String method, Challenge challenge, Optional<String> token) {
        Optional<Grant> known = grant;
        if (known.isEmpty()) {
            lookFor(method, challenge);
            return Optional.empty();
        }
        Grant current = known.get();
        if (!token.equals(Optional.of(current.accessToken()))) {
            // it was renewed, or the user signed in, meanwhile
            return Optional.of(current.accessToken());
        }
        boolean isLastWord = token.equals(successor) && isJustNow(current.obtainedAt());
        if (current.refreshToken().isPresent() && !isLastWord) {
            Optional<String> renewed = renewed(current);
            successor = renewed.or(() -> successor);
            return renewed;
        }
        end(current, Optional.of(method), challenge, "the server does not accept its sign-in (any more)");
        return Optional.empty();
    }

    /** MCP, Authorization, Step-Up Authorization Flow. */
    private Optional<String> forbidden(String method, Challenge challenge) {
        List<String> granted = grant.map(Grant::scopes).orElse(List.of());
        if (grant.isPresent() && challenge.isInsufficientScope() && !granted.containsAll(challenge.scopes())) {
            List<String> before = need.map(Need::scopes).orElse(granted);
            List<String> all = Scopes.union(before, challenge.scopes());
            become(new Need(
                    Optional.of(method),
                    challenge,
                    all,
                    "more permissions are needed (" + String.join(" ", all) + ")"));
        }
        return Optional.empty();
    }

    /** Whether the server offers a sign-in. */
    private void lookFor(String method, Challenge challenge) {
        if (need.isPresent() || isJustNow(troubledAt)) {
            return;
        }
        switch (parts.discovery().find(address, challenge)) {
            case Found.Nothing() -> troubled(Optional.empty());
            case Found.At _, Found.Unusable _ ->
                become(new Need(Optional.of(method), challenge, challenge.scopes(), "nobody has signed in to it yet"));
        }
    }

    /** Gives a new access token, or that which somebody else has just had issued. */
    private Optional<String> renewed(Grant expiring) {
        Optional<Grant> known = grant;
        if (!known.equals(Optional.of(expiring))) {
            return known.map(Grant::accessToken);
        }
        if (isJustNow(troubledAt)) {
            return Optional.empty();
        }
        return switch (parts.tokens().refresh(expiring, expiring.refreshToken().orElseThrow())) {
            case TokenAnswer.Issued(Tokens issued) -> {
                keep(expiring.renewed(issued, now()));
                yield Optional.of(issued.accessToken());
            }
            case TokenAnswer.Refused refused -> {
                if (refused.isOfClient()) {
                    forgetClient();
                }
                end(expiring, Optional.empty(), Challenge.NONE, "its sign-in has ended (" + refused.error() + ")");
                yield Optional.empty();
            }
            case TokenAnswer.Failed(String reason) -> {
                troubled(Optional.of("refuses its access token, which cannot be renewed now: " + reason));
                yield Optional.empty();
            }
        };
    }

    private void troubled(Optional<String> why) {
        why.ifPresent(text -> log.warn("server {} {}", serverId, text));
        trouble = why;
        troubledAt = now();
    }

    private void keep(Grant renewed) {
        grant = Optional.of(renewed);
        trouble = Optional.empty();
        try {
            parts.store().save(serverId, renewed);
        } catch (ProblemException e) {
            log.error(
                    "server {}: its tokens are not stored, and are lost when the manager ends: {}",
                    serverId,
                    e.getMessage());
        }
    }

    private void end(Grant ended, Optional<String> method, Challenge challenge, String why) {
        grant = Optional.empty();
        become(new Need(method, challenge, Scopes.union(ended.scopes(), challenge.scopes()), why));
        parts.store().forgetTokens(serverId);
    }

    private void become(Need needed) {
        if (need.equals(Optional.of(needed))) {
            return;
        }
        if (need.isEmpty()) {
            signedIn = new CompletableFuture<>();
        }
        need = Optional.of(needed);
        log.info("server {} {}", serverId, words(needed));
        parts.bus().publish(new SignInChanged(serverId, false));
    }

    /** What was refused for want of a sign-in is not any more. */
    private void takenWithout(String method) {
        if (grant.isEmpty() && need.filter(each -> each.isFor(method)).isPresent()) {
            log.info("server {} demands no sign-in any more", serverId);
            over();
        }
    }

    private void over() {
        need = Optional.empty();
        parts.bus().publish(new SignInChanged(serverId, true));
        signedIn.complete(null);
    }

    /** The manager is known to the authorization server from now on. */
    void registered(OAuthClient registration) {
        client = Optional.of(registration);
        parts.store().save(serverId, registration);
    }

    private void forgetClient() {
        client = Optional.empty();
        parts.store().forgetClient(serverId);
    }

    /** A sign-in has succeeded. */
    void signIn(Grant granted) {
        changes.lock();
        try {
            keep(granted);
            log.info("server {} is signed in to by {}", serverId, granted.issuer());
            over();
        } finally {
            changes.unlock();
        }
    }

    /** The client was not accepted: the next sign-in registers anew. */
    void clientRefused() {
        changes.lock();
        try {
            forgetClient();
        } finally {
            changes.unlock();
        }
    }

    /** Forgets the tokens, and gives them to be revoked. */
    Optional<Grant> signOut() {
        changes.lock();
        try {
            Optional<Grant> known = grant;
            known.ifPresent(ended -> end(ended, Optional.empty(), Challenge.NONE, "it was signed out"));
            return known;
        } finally {
            changes.unlock();
        }
    }

    /** The server is at another address now: nothing is sent to this one. */
    void abandon() {
        changes.lock();
        try {
            grant = Optional.empty();
        } finally {
            changes.unlock();
        }
        signedIn.complete(null);
    }
}
