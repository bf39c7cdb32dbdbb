package dev.mcpmanager.oauth;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.oauth.OAuthClient.AuthMethod;
import dev.mcpmanager.oauth.OAuthHttp.Answer;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Launch.RemoteUrl;
import dev.mcpmanager.server.ServerDefinition;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Has authorization servers know the manager as a client (MCP, Client Registration). Thread-safe; methods block. */
final class Registration {
    private static final String NAME = "MCP Manager";

    private final OAuthHttp http;
    private final ManagerAddress manager;
    private final InstantSource clock;

    Registration(OAuthHttp http, ManagerAddress manager, InstantSource clock) {
        this.http = http;
        this.manager = manager;
        this.clock = clock;
    }

    /**
     * The client as which to sign in to {@code server}: configured, described by its document, or registered, in this order.
     *
     * @param signIn knows what was registered before, and is told what is registered now
     * @throws ProblemException with the remedy, if there is none
     */
    OAuthClient client(ServerDefinition server, AuthorizationServer at, ServerSignIn signIn) {
        return configured(server, at)
                .or(() -> manager.clientDocument()
                        .filter(_ -> at.readsClientDocuments())
                        .map(document -> OAuthClient.open(at.issuer(), manager.redirectUri(), document)))
                .or(() -> signIn.client()
                        .filter(client -> client.fits(at.issuer(), manager.redirectUri(), clock.instant())))
                .orElseGet(() -> {
                    OAuthClient registered = register(at);
                    signIn.registered(registered);
                    return registered;
                });
    }

    private Optional<OAuthClient> configured(ServerDefinition server, AuthorizationServer at) {
        if (!(server.launch() instanceof RemoteUrl remote) || remote.clientId().isEmpty()) {
            return Optional.empty();
        }
        if (!remote.issuer().orElse(at.issuer()).equals(at.issuer())) {
            throw conflict("config.oauth is for issuer " + remote.issuer().get() + ", but the server now names "
                    + at.issuer() + ": if that is meant, change config.oauth");
        }
        Optional<String> secret = remote.clientSecret();
        AuthMethod method = secret.isPresent() ? AuthMethod.withSecret(at.authMethods()) : AuthMethod.NONE;
        return Optional.of(new OAuthClient(
                at.issuer(), manager.redirectUri(), remote.clientId().get(), secret, method, Optional.empty()));
    }

    /** RFC 7591. */
    private OAuthClient register(AuthorizationServer at) {
        URI endpoint = at.registrationEndpoint()
                .orElseThrow(() -> conflict(at.issuer() + " does not register clients by itself: " + remedy(at)));
        ObjectNode metadata = metadata();
        metadata.put("application_type", manager.isOnLoopback() ? "native" : "web");
        boolean isOpen = at.authMethods().isEmpty() || at.authMethods().contains(AuthMethod.NONE.text());
        metadata.put(
                "token_endpoint_auth_method",
                (isOpen ? AuthMethod.NONE : AuthMethod.withSecret(at.authMethods())).text());
        try {
            Answer answer = http.post(endpoint, metadata);
            return answer.json()
                    .filter(json -> answer.isOk()
                            && !json.path("client_id").asString("").isEmpty())
                    .map(json -> registered(at, json))
                    .orElseThrow(() -> new UnusableException(at.issuer() + " refuses to register the manager ("
                            + answer.json().flatMap(TokenEndpoint::error).orElseGet(answer::text) + ")"));
        } catch (UnusableException e) {
            throw new ProblemException(new Problem.UpstreamFailed(e.reason() + ": " + remedy(at)), e);
        }
    }

    private OAuthClient registered(AuthorizationServer at, ObjectNode json) {
        Optional<String> secret =
                Optional.of(json.path("client_secret").asString("")).filter(text -> !text.isEmpty());
        String method = json.path("token_endpoint_auth_method").asString("");
        AuthMethod agreed = method.equals(AuthMethod.POST.text()) ? AuthMethod.POST : AuthMethod.BASIC;
        long expires = json.path("client_secret_expires_at").asLong(0);
        return new OAuthClient(
                at.issuer(),
                manager.redirectUri(),
                json.path("client_id").asString(),
                secret,
                secret.isEmpty() || method.equals(AuthMethod.NONE.text()) ? AuthMethod.NONE : agreed,
                expires > 0 ? Optional.of(Instant.ofEpochSecond(expires)) : Optional.empty());
    }

    private String remedy(AuthorizationServer at) {
        String document = at.readsClientDocuments()
                ? ", or set public-url to an https address under which it reaches this manager"
                : "";
        return "register a client there with the redirect URI " + manager.redirectUri()
                + ", and set config.oauth.clientId and, if it has one, clientSecret of the server" + document;
    }

    /** Who the manager is, for authorization servers that read that where the manager has its public address. */
    Optional<ObjectNode> document() {
        return manager.clientDocument()
                .map(address -> metadata()
                        .put("client_id", address)
                        .put(
                                "client_uri",
                                address.substring(0, address.length() - ManagerAddress.CLIENT_DOCUMENT.length()))
                        .put("token_endpoint_auth_method", AuthMethod.NONE.text()));
    }

    private ObjectNode metadata() {
        ObjectNode metadata = Json.STRICT.createObjectNode();
        metadata.put("client_name", NAME);
        metadata.putArray("redirect_uris").add(manager.redirectUri());
        metadata.putArray("grant_types").add("authorization_code").add("refresh_token");
        metadata.putArray("response_types").add("code");
        return metadata;
    }

    private static ProblemException conflict(String what) {
        return new ProblemException(new Problem.Conflict(what));
    }
}
