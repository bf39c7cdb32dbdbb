package dev.mcpmanager.web;

import dev.mcpmanager.oauth.Callback;
import dev.mcpmanager.oauth.ManagerAddress;
import dev.mcpmanager.oauth.SignInOutcome;
import dev.mcpmanager.oauth.SignIns;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Servers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Signing in to servers, and out: what the user begins, and what the browser brings back. Thread-safe. */
public final class SignInRoutes implements Routes {
    /** Open to everybody: the one needs a state that nobody can guess, the other holds no secret. */
    static final Set<String> OPEN = Set.of(ManagerAddress.CALLBACK, ManagerAddress.CLIENT_DOCUMENT);

    private static final String SIGN_IN = "/api/servers/{id}/sign-in";

    private final Servers servers;
    private final SignIns signIns;

    public SignInRoutes(Servers servers, SignIns signIns) {
        this.servers = servers;
        this.signIns = signIns;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(SIGN_IN, this::begin);
        routes.delete(SIGN_IN, this::signOut);
        routes.get(ManagerAddress.CALLBACK, this::callback);
        routes.get(ManagerAddress.CLIENT_DOCUMENT, this::clientDocument);
    }

    private void begin(Context ctx) {
        Replies.data(
                ctx,
                Map.of("url", signIns.begin(servers.get(ctx.pathParam("id"))).toString()));
    }

    private void signOut(Context ctx) {
        signIns.signOut(servers.get(ctx.pathParam("id")).id());
        ctx.status(204);
    }

    private void callback(Context ctx) {
        var callback = new Callback(
                parameter(ctx, "state"), parameter(ctx, "code"), parameter(ctx, "iss"), parameter(ctx, "error"));
        switch (signIns.complete(callback)) {
            case SignInOutcome.SignedIn(String server) ->
                answer(ctx, 200, "Signed in", "MCP Manager is signed in to " + server + ". You can close this page.");
            case SignInOutcome.NotSignedIn(String why) -> answer(ctx, 400, "Not signed in", why);
        }
    }

    private static Optional<String> parameter(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).filter(value -> !value.isEmpty());
    }

    private static void answer(Context ctx, int status, String title, String text) {
        ctx.status(status).contentType("text/html; charset=utf-8").result("""
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s – MCP Manager</title></head>
                <body><main><h1>%1$s</h1><p>%2$s</p></main></body>
                </html>
                """.formatted(escaped(title), escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private void clientDocument(Context ctx) {
        ObjectNode document = signIns.clientDocument()
                .orElseThrow(() -> new ProblemException(
                        new Problem.NotFound("This manager has no public-url under which others could know it")));
        ctx.contentType("application/json").result(document.toString());
    }
}
