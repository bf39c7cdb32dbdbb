package dev.mcpmanager.web;

import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.ProblemException;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of one request; one that is not known, repeated or wrong is an error. Not thread-safe. */
final class Query {
    private final Map<String, List<String>> values;

    /** @throws ProblemException Invalid that names every parameter that is not {@code known} or repeated */
    Query(Context ctx, String... known) {
        this.values = ctx.queryParamMap();
        Set<String> names = Set.of(known);
        List<FieldError> errors = new ArrayList<>();
        values.forEach((name, given) -> {
            if (!names.contains(name)) {
                errors.add(new FieldError(name, "is not known here; known are " + String.join(", ", known)));
            } else if (given.size() != 1) {
                errors.add(new FieldError(name, "may be given once only"));
            }
        });
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    /** @throws ProblemException Invalid unless it is absent, {@code true} or {@code false} */
    boolean flag(String name, boolean fallback) {
        return switch (text(name)) {
            case null -> fallback;
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid(name, "must be true or false");
        };
    }

    /** @throws ProblemException Invalid unless it is absent or a whole number between the bounds */
    long number(String name, long min, long max, long fallback) {
        String text = text(name);
        if (text == null) {
            return fallback;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of bounds
        }
        throw ProblemException.invalid(name, "must be a whole number from " + min + " to " + max);
    }

    /** @throws ProblemException Invalid unless it is absent or an instant in ISO 8601 */
    Optional<Instant> instant(String name) {
        try {
            return Optional.ofNullable(text(name)).map(Instant::parse);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name, "must be an instant such as 2026-07-28T10:00:00Z");
        }
    }

    @Nullable
    String text(String name) {
        List<String> given = values.get(name);
        return given == null ? null : given.getFirst();
    }
}
