package dev.mcpmanager.web;

import dev.mcpmanager.api.ProblemView;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.Problem;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** How each {@link Problem} looks over HTTP, by RFC 9457; stateless. */
final class Problems {
    static final String CONTENT_TYPE = "application/problem+json";

    private Problems() {}

    static ProblemView view(Problem problem) {
        return switch (problem) {
            case Problem.NotFound p -> view("not-found", "Not found", 404, p.detail());
            case Problem.Conflict p -> view("conflict", "Conflict", 409, p.detail());
            case Problem.Invalid p -> view("invalid", "Invalid request", 400, p.detail(), p.errors());
            case Problem.Unauthorized p -> view("unauthorized", "Not signed in", 401, p.detail());
            case Problem.Forbidden p -> view("forbidden", "Forbidden", 403, p.detail());
            case Problem.TooLarge p -> view("too-large", "Too large", 413, p.detail());
            case Problem.UnsupportedMedia p -> view("unsupported-media", "Unsupported media type", 415, p.detail());
            case Problem.Unavailable p -> view("unavailable", "Unavailable", 503, p.detail());
            case Problem.UpstreamFailed p -> view("upstream-failed", "The other side failed", 502, p.detail());
            case Problem.UpstreamTimedOut p ->
                view("upstream-timed-out", "The MCP server did not answer in time", 504, p.detail());
        };
    }

    /** What HTTP itself forbids and no {@link Problem} says, such as a method that a path does not have. */
    static ProblemView view(int status, String detail) {
        return view("http-" + status, HttpStatus.getMessage(status), status, detail);
    }

    static byte[] bytes(ProblemView view) {
        return Json.STRICT.writeValueAsBytes(view);
    }

    private static ProblemView view(String name, String title, int status, String detail) {
        return view(name, title, status, detail, List.of());
    }

    private static ProblemView view(String name, String title, int status, String detail, List<FieldError> errors) {
        return new ProblemView("urn:mcp-manager:problem:" + name, title, status, detail, errors, List.of());
    }
}
