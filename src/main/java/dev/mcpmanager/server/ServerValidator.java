package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Makes definitions from JSON in the shape of {@link ServerJson}; every bad field is named at once. Stateless. */
public final class ServerValidator {
    /** Largest definition, in bytes of JSON: what Linux lets all arguments and the environment take is near it. */
    public static final int MAX_BYTES = 1024 * 1024;

    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int MAX_PORT = 65_535;
    private static final String DEFAULT_MCP_PATH = "/mcp";

    private ServerValidator() {}

    /**
     * A new definition.
     *
     * @throws ProblemException {@link Problem.Invalid} with all bad fields, {@link Problem.TooLarge}
     */
    public static ServerDefinition create(JsonNode input, String id, Instant at) {
        return validate(input, id, at, at, Optional.empty());
    }

    /**
     * {@code current} with {@code patch}, a JSON Merge Patch (RFC 7396), applied.
     *
     * @throws ProblemException {@link Problem.Invalid} with all bad fields, {@link Problem.TooLarge}
     */
    public static ServerDefinition change(ServerDefinition current, JsonNode patch, Instant at) {
        return replace(current, MergePatch.apply(ServerJson.of(current), patch), at);
    }

    /** {@code current} as {@code input} has it; secrets without a value are kept. */
    static ServerDefinition replace(ServerDefinition current, JsonNode input, Instant at) {
        return validate(input, current.id(), current.createdAt(), at, Optional.of(current.launch()));
    }

    private static ServerDefinition validate(
            JsonNode node, String id, Instant createdAt, Instant updatedAt, Optional<Launch> stored) {
        if (!node.isObject()) {
            throw ProblemException.invalid("(body)", "must be a JSON object");
        }
        if (Json.STRICT.writeValueAsBytes(node).length > MAX_BYTES) {
            throw new ProblemException(
                    new Problem.TooLarge("A definition may have at most %d bytes of JSON".formatted(MAX_BYTES)));
        }
        List<FieldError> errors = new ArrayList<>();
        var input = new InputObject(node.asObject(), "", errors);
        input.ignore(ServerJson.READ_ONLY);
        Optional<String> name = name(input);
        Optional<ServerType> type = type(input);
        InputObject config = input.object("config");
        Launch launch = LaunchInput.read(input, config, type, stored);
        Optional<Integer> port = input.integer("port", 1, MAX_PORT);
        var definition = new ServerDefinition(
                id,
                name.orElse(""),
                type.orElse(ServerType.COMMAND),
                launch,
                transport(input, type),
                port,
                input.text("mcpPath")
                        .flatMap(text -> Urls.path(input, "mcpPath", text))
                        .orElse(DEFAULT_MCP_PATH),
                healthEndpoint(input),
                input.bool("autostart").orElse(false),
                SettingsInput.restart(input.object("restart")),
                SettingsInput.health(input.object("health")),
                SettingsInput.config(config),
                createdAt,
                updatedAt);
        expectations(input, definition);
        config.refuseUnknown();
        input.refuseUnknown();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return definition;
    }

    private static void expectations(InputObject input, ServerDefinition definition) {
        HealthSettings health = definition.health();
        if (definition.healthEndpoint().isEmpty()) {
            String message = "is about the answer of healthEndpoint, which is not set";
            health.expectedStatus().ifPresent(_ -> input.refuse("health.expectedStatus", message));
            health.expectedBody().ifPresent(_ -> input.refuse("health.expectedBody", message));
        }
        if (definition.transport() == Transport.HTTP && definition.config().sessions() == SessionMode.DEDICATED) {
            input.refuse(
                    "config.sessions",
                    "must not be dedicated for transport http: such a server keeps its sessions apart itself");
        }
    }

    /** The {@code name} of a server or of what is named alike, or a noted error. */
    public static Optional<String> name(InputObject input) {
        Optional<String> name = input.text("name");
        if (input.value("name").isEmpty()) {
            input.refuse("name", "is required");
        } else if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            input.refuse("name", "must be 1 to 63 characters of a-z, 0-9 and -, and not begin with -");
        }
        return name;
    }

    private static Optional<ServerType> type(InputObject input) {
        Optional<String> word = input.text("type");
        Optional<ServerType> type = word.flatMap(ServerType::parse);
        if (input.value("type").isEmpty()) {
            input.refuse("type", "is required: nodejs, python, command, container or remote");
        } else if (word.isPresent() && type.isEmpty()) {
            input.refuse("type", "must be nodejs, python, command, container or remote");
        }
        return type;
    }

    private static Transport transport(InputObject input, Optional<ServerType> type) {
        boolean remote = type.equals(Optional.of(ServerType.REMOTE));
        Transport standard = remote ? Transport.HTTP : Transport.STDIO;
        Optional<String> word = input.text("transport");
        if (word.isEmpty()) {
            return standard;
        }
        Optional<Transport> transport = Transport.parse(word.get());
        if (transport.isEmpty()) {
            input.refuse("transport", "must be stdio or http");
        } else if (remote && transport.get() != Transport.HTTP) {
            input.refuse("transport", "must be http for type remote");
        }
        return transport.orElse(standard);
    }

    private static Optional<String> healthEndpoint(InputObject input) {
        Optional<String> text = input.text("healthEndpoint");
        if (text.isEmpty()) {
            return text;
        }
        if (!text.get().startsWith("/")) {
            return Urls.absolute(input, "healthEndpoint", text.get()).map(_ -> text.get());
        }
        if (input.value("port").isEmpty()) {
            input.refuse("healthEndpoint", "is a path on port, which is not set: set it, or give an http:// address");
        }
        return Urls.path(input, "healthEndpoint", text.get());
    }
}
