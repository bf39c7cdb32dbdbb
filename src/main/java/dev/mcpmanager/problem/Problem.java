package dev.mcpmanager.problem;

import java.util.List;

/**
 * What can go wrong, as data: every failure that a user or a client is told about is one of these. Immutable.
 *
 * <p>{@code detail} is one sentence for people that names the remedy where there is one; it never carries a secret.
 */
public sealed interface Problem {

    String detail();

    /** The thing asked for does not exist. */
    record NotFound(String detail) implements Problem {}

    /** The request contradicts what is there: a name taken, a state that does not allow it. */
    record Conflict(String detail) implements Problem {}

    /** The input is wrong; {@code errors} names every bad field. */
    record Invalid(String detail, List<FieldError> errors) implements Problem {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** No or wrong credentials. */
    record Unauthorized(String detail) implements Problem {}

    /** Known, but not allowed: foreign host or origin, missing role. */
    record Forbidden(String detail) implements Problem {}

    /** The input is larger than a limit. */
    record TooLarge(String detail) implements Problem {}

    /** The body is of a kind that is not understood here. */
    record UnsupportedMedia(String detail) implements Problem {}

    /** Cannot be served now, may be later: stopped server, full disk, locked database, shutting down. */
    record Unavailable(String detail) implements Problem {}

    /** A managed server, or a webhook, failed: could not be started or reached, closed its pipe, answered with an error. */
    record UpstreamFailed(String detail) implements Problem {}

    /** A managed server did not answer in time. */
    record UpstreamTimedOut(String detail) implements Problem {}
}
