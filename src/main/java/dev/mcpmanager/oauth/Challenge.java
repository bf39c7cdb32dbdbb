package dev.mcpmanager.oauth;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server asks for by {@code WWW-Authenticate: Bearer} (RFC 6750, section 3; RFC 9728, section 5.1). Immutable.
 *
 * @param resourceMetadata address of the server's metadata, as the server wrote it
 * @param scopes that the refused request needs
 */
record Challenge(Optional<String> resourceMetadata, List<String> scopes, Optional<String> error) {
    static final Challenge NONE = new Challenge(Optional.empty(), List.of(), Optional.empty());

    private static final int MAX_LENGTH = 4_096;
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    /** A scheme, or a parameter with its value in quotes or without. */
    private static final Pattern PART =
            Pattern.compile("(" + TOKEN + ")(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*)))?");

    Challenge {
        scopes = List.copyOf(scopes);
    }

    /** The first challenge of scheme Bearer in {@code headers}; what cannot be read is passed over. */
    static Challenge of(List<String> headers) {
        return headers.stream()
                .filter(header -> header.length() <= MAX_LENGTH)
                .flatMap(header -> parse(header).stream())
                .findFirst()
                .orElse(NONE);
    }

    private static Optional<Challenge> parse(String header) {
        Optional<Challenge> found = Optional.empty();
        Matcher part = PART.matcher(header);
        while (part.find()) {
            boolean isScheme = part.group(2) == null && part.group(3) == null;
            if (isScheme && found.isPresent()) {
                return found;
            }
            if (isScheme) {
                found = Optional.of(NONE).filter(_ -> part.group(1).equalsIgnoreCase("Bearer"));
            } else {
                found = found.map(challenge -> challenge.with(part));
            }
        }
        return found;
    }

    private Challenge with(Matcher parameter) {
        String value = parameter.group(2) == null
                ? parameter.group(3)
                : parameter.group(2).replaceAll("\\\\(.)", "$1");
        return switch (parameter.group(1)) {
            case "resource_metadata" -> new Challenge(Optional.of(value), scopes, error);
            case "scope" -> new Challenge(resourceMetadata, Scopes.parse(value), error);
            case "error" -> new Challenge(resourceMetadata, scopes, Optional.of(value));
            default -> this;
        };
    }

    boolean isInsufficientScope() {
        return error.equals(Optional.of("insufficient_scope"));
    }
}
