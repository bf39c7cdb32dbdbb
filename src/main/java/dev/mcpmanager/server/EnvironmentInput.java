package dev.mcpmanager.server;

import dev.mcpmanager.secret.SecretNames;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads environment variables or headers: {@code "NAME": "text"} or {@code "NAME": {"value": "text", "secret": true}}.
 * What is secret already stays so unless {@code secret} says otherwise; {@code {"secret": true}} keeps the stored value.
 * Stateless.
 */
final class EnvironmentInput {
    private static final int MAX_ENTRIES = 1000;
    private static final String RESERVED = "MCP_MANAGER_";
    // RFC 9110, section 5.6.2
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private EnvironmentInput() {}

    /**
     * Reads variables.
     *
     * @param stored the values so far, of the server that is changed
     */
    static Map<String, EnvironmentValue> environment(InputObject variables, Map<String, EnvironmentValue> stored) {
        for (String name : variables.names()) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                variables.refuse(name, "a variable's name must not be empty or contain '='");
            } else if (name.toUpperCase(Locale.ROOT).startsWith(RESERVED)) {
                variables.refuse(name, "names that begin with " + RESERVED + " belong to the manager");
            } else {
                Texts.wrong(name).ifPresent(message -> variables.refuse(name, "a variable's name " + message));
            }
        }
        return values(variables, stored);
    }

    /**
     * Reads headers.
     *
     * @param stored the values so far, of the server that is changed
     */
    static Map<String, EnvironmentValue> headers(InputObject headers, Map<String, EnvironmentValue> stored) {
        for (String name : headers.names()) {
            if (!HEADER.matcher(name).matches()) {
                headers.refuse(name, "is not a legal header name");
            }
        }
        return values(headers, stored);
    }

    /**
     * Reads the client as which an authorization server knows the manager.
     *
     * @param stored the values so far, of the server that is changed
     */
    static Map<String, EnvironmentValue> oauth(InputObject oauth, Map<String, EnvironmentValue> stored) {
        oauth.ignore(Set.copyOf(Launch.RemoteUrl.OAUTH_NAMES));
        oauth.refuseUnknown();
        if (!oauth.names().isEmpty() && oauth.value(Launch.RemoteUrl.CLIENT_ID).isEmpty()) {
            oauth.refuse(Launch.RemoteUrl.CLIENT_ID, "is required in oauth");
        }
        return values(oauth, stored);
    }

    private static Map<String, EnvironmentValue> values(InputObject input, Map<String, EnvironmentValue> stored) {
        if (input.names().size() > MAX_ENTRIES) {
            input.refuse(
                    "", "has %d entries, of at most %d".formatted(input.names().size(), MAX_ENTRIES));
            return Map.of();
        }
        var values = new LinkedHashMap<String, EnvironmentValue>();
        for (String name : input.names()) {
            value(input, name, stored.get(name)).ifPresent(value -> values.put(name, value));
        }
        return values;
    }

    private static Optional<EnvironmentValue> value(InputObject input, String name, @Nullable EnvironmentValue stored) {
        Optional<JsonNode> node = input.value(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        boolean secretByDefault = stored == null ? SecretNames.isSecret(name) : stored.secret();
        if (node.get().isString()) {
            return input.text(name).map(text -> new EnvironmentValue(text, secretByDefault));
        }
        if (!node.get().isObject()) {
            input.refuse(name, "must be a string, or an object with value and secret");
            return Optional.empty();
        }
        InputObject object = input.object(name);
        Optional<JsonNode> given = object.value("value");
        Optional<String> text = object.text("value");
        boolean secret = object.bool("secret").orElse(secretByDefault);
        object.refuseUnknown();
        if (given.isPresent()) {
            return text.map(value -> new EnvironmentValue(value, secret));
        }
        if (secret && stored != null) {
            return Optional.of(stored.asSecret());
        }
        // a stored secret is not made readable by writing {"secret": false}
        object.refuse("value", secret ? "is missing, and none is stored" : "is missing");
        return Optional.empty();
    }
}
