package dev.mcpmanager.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mcpmanager.problem.FieldError;
import java.util.List;

/**
 * An error as RFC 9457 writes it. Immutable.
 *
 * @param type {@code urn:mcp-manager:problem:} and a name that stays the same between versions
 * @param errors every bad field of the request
 * @param stderr the last lines that a server wrote before its start failed, oldest first
 */
public record ProblemView(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> stderr) {
    public ProblemView {
        errors = List.copyOf(errors);
        stderr = List.copyOf(stderr);
    }

    public ProblemView withStderr(List<String> lines) {
        return new ProblemView(type, title, status, detail, errors, lines);
    }
}
