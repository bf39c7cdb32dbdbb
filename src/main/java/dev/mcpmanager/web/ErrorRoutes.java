package dev.mcpmanager.web;

import dev.mcpmanager.api.ProblemView;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception of a handler into a problem; stateless. */
final class ErrorRoutes implements Routes {
    private static final Logger log = LoggerFactory.getLogger(ErrorRoutes.class);

    @Override
    public void addTo(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, ctx) -> {
            if (e.problem() instanceof Problem.TooLarge problem) {
                replyBeforeTheBodyEnds(ctx, Problems.view(problem));
            } else {
                reply(ctx, Problems.view(e.problem()));
            }
        });
        routes.exception(EndpointNotFound.class, (e, ctx) -> reply(ctx, noSuchPath(ctx)));
        routes.exception(MethodNotAllowedResponse.class, (e, ctx) -> {
            String methods = String.join(", ", e.getDetails().values());
            ctx.header("Allow", methods);
            reply(ctx, Problems.view(405, "This path takes " + methods + " only"));
        });
        routes.exception(
                HttpResponseException.class,
                (e, ctx) -> reply(ctx, Problems.view(e.getStatus(), String.valueOf(e.getMessage()))));
        routes.exception(UncheckedIOException.class, (e, ctx) -> {
            if (e.getCause() instanceof EofException) {
                log.debug("client left its stream", e);
                cutOff(ctx.req());
            } else {
                reply(ctx, unexpected(ctx.method() + " " + ctx.path(), e));
            }
        });
        routes.exception(Exception.class, (e, ctx) -> reply(ctx, unexpected(ctx.method() + " " + ctx.path(), e)));
    }

    static void reply(Context ctx, ProblemView view) {
        HttpServletResponse response = ctx.res();
        if (response.isCommitted()) {
            cutOff(ctx.req());
            return;
        }
        // of a stream of which nothing was sent yet
        response.resetBuffer();
        response.setHeader("Content-Encoding", null);
        response.setHeader("Content-Disposition", null);
        ctx.status(view.status()).contentType(Problems.CONTENT_TYPE).result(Problems.bytes(view));
    }

    /** Ends the connection: a stream that failed must not look whole, nor have a problem for its end. */
    private static void cutOff(HttpServletRequest request) {
        ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private static void replyBeforeTheBodyEnds(Context ctx, ProblemView view) {
        byte[] bytes = Problems.bytes(view);
        ctx.status(view.status()).contentType(Problems.CONTENT_TYPE);
        try {
            ctx.res().setContentLength(bytes.length);
            ctx.res().getOutputStream().write(bytes);
            ctx.res().flushBuffer();
            UnreadBody.drop(ctx.req().getInputStream());
        } catch (IOException e) {
            log.debug("client left before its reply", e);
        }
    }

    /** For what not even a route may throw, such as a stack overflow. */
    static void reply(HttpServletResponse response, Error error) {
        ProblemView view = unexpected("", error);
        try {
            response.setStatus(view.status());
            response.setContentType(Problems.CONTENT_TYPE);
            response.getOutputStream().write(Problems.bytes(view));
        } catch (IOException e) {
            log.debug("client left before its reply", e);
        }
    }

    /** Logs what happened under an id, which is all that the client is told. */
    private static ProblemView unexpected(String request, Throwable e) {
        String id = UUID.randomUUID().toString();
        log.error("request failed id={} {}", id, request, e);
        return Problems.view(500, "This is a fault of the manager; its log has the cause under id " + id);
    }

    private static ProblemView noSuchPath(Context ctx) {
        return Problems.view(new Problem.NotFound("There is nothing at " + ctx.path()));
    }
}
