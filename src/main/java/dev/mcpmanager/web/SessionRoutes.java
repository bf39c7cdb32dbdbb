package dev.mcpmanager.web;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.auth.SignInLimit;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in and out of the page. Thread-safe. */
public final class SessionRoutes implements Routes {
    static final String PATH = "/api/session";

    /** Room for a token. Anybody may send one, so a thousand that come slowly must not fill the memory. */
    private static final int MAX_BYTES = 4096;

    private static final Logger log = LoggerFactory.getLogger(SessionRoutes.class);

    private final AccessToken token;
    private final BrowserSessions sessions;
    private final SignInLimit limit;

    public SessionRoutes(AccessToken token, BrowserSessions sessions, SignInLimit limit) {
        this.token = token;
        this.sessions = sessions;
        this.limit = limit;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::signIn);
        routes.delete(PATH, ctx -> setCookie(ctx, SessionCookie.clear(port(ctx))));
    }

    private void signIn(Context ctx) {
        Duration wait = limit.timeToWait();
        if (!wait.isZero()) {
            ctx.header("Retry-After", Long.toString(wait.toSeconds() + 1));
            throw new HttpResponseException(429, "Signing in failed too often: try again in a few seconds");
        }
        var body = new BodyFields(RequestBody.object(ctx, MAX_BYTES), "token");
        String presented = body.text("token").orElse("");
        body.check();
        if (!token.matches(presented)) {
            limit.failed();
            log.warn("sign-in failed remote={}", ctx.req().getRemoteAddr());
            throw new ProblemException(
                    new Problem.Unauthorized("This is not the token; it is in the file 'token' of the data directory"));
        }
        setCookie(ctx, SessionCookie.set(port(ctx), sessions.open()));
    }

    private static void setCookie(Context ctx, String cookie) {
        ctx.status(204).header("Set-Cookie", cookie);
    }

    private static int port(Context ctx) {
        return ctx.req().getLocalPort();
    }
}
