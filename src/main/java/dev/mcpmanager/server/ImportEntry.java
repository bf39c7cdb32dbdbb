package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates one entry of a client's configuration into the JSON of a definition, on top of the server of that name if
 * there is one: what clients know nothing of, such as restarts, stays. For one entry and thread.
 */
final class ImportEntry {
    private static final Set<String> KNOWN = Set.of(
            "command",
            "args",
            "env",
            "cwd",
            "type",
            "transport",
            "url",
            "serverUrl",
            "httpUrl",
            "headers",
            "disabled",
            "disabledTools");
    private static final List<String> URLS = List.of("url", "serverUrl", "httpUrl");
    private static final List<String> LAUNCH =
            List.of("command", "args", "workingDirectory", "environment", "image", "url");

    private final ObjectNode entry;
    private final Optional<ServerDefinition> stored;
    private final List<String> messages = new ArrayList<>();
    private final ImportValues values;

    ImportEntry(ObjectNode entry, Optional<ServerDefinition> stored) {
        this.entry = entry;
        this.stored = stored;
        this.values = new ImportValues(stored.map(ServerDefinition::launch), messages);
    }

    /** What is not taken over or is left to do. */
    List<String> messages() {
        return messages;
    }

    /** The definition; what is wrong with it is for {@link ServerValidator} to say. */
    ObjectNode definition(String name) {
        for (String field : entry.propertyNames()) {
            if (!KNOWN.contains(field)) {
                messages.add("%s is not taken over".formatted(field));
            }
        }
        Optional<JsonNode> url =
                URLS.stream().flatMap(key -> given(key).stream()).findFirst();
        boolean remote = url.isPresent() && given("command").isEmpty();
        ObjectNode definition = remote ? remote(url.get()) : local();
        autostart(definition);
        // as Cline, Roo Code and Windsurf write it
        given("disabledTools")
                .ifPresent(tools -> definition.withObject("/config").set("disabledTools", tools));
        return definition.put("name", name);
    }

    private ObjectNode remote(JsonNode url) {
        ObjectNode definition = base(ServerType.REMOTE);
        definition.set("url", url);
        ObjectNode config = definition.withObject("/config");
        config.set("headers", values.headers(entry.path("headers")));
        return definition;
    }

    private ObjectNode local() {
        Optional<CommandLine> line = commandLine();
        if (line.isPresent() && line.get().runsContainer()) {
            Optional<DockerRun> run = DockerRun.parse(
                    line.get().args().subList(1, line.get().args().size()));
            if (run.isPresent()) {
                return container(run.get());
            }
            messages.add("the docker command names no image, so it is taken as any other command");
        }
        ObjectNode definition = base(line.map(this::type).orElse(ServerType.COMMAND));
        line.ifPresentOrElse(
                words -> {
                    definition.put("command", words.command());
                    definition.set("args", values.args(words.args()));
                },
                () -> {
                    given("command").ifPresent(command -> definition.set("command", command));
                    given("args").ifPresent(args -> definition.set("args", args));
                });
        given("cwd").ifPresent(directory -> definition.set("workingDirectory", directory));
        definition.set("environment", values.environment(entry.path("env")));
        return definition;
    }

    /** Empty when command or args are not what they should be, which the validator then tells. */
    private Optional<CommandLine> commandLine() {
        JsonNode args = given("args").orElseGet(Json.STRICT::createArrayNode);
        boolean words = args.isArray() && args.values().stream().allMatch(JsonNode::isString);
        if (!entry.path("command").isString() || !words) {
            return Optional.empty();
        }
        List<String> texts = args.values().stream().map(JsonNode::stringValue).toList();
        return Optional.of(new CommandLine(entry.path("command").stringValue(), texts).unwrapped());
    }

    private ServerType type(CommandLine line) {
        // the type is guessed from the command, so one that the user chose for this command wins
        return stored.filter(server -> server.launch() instanceof Launch.LocalCommand local
                        && local.command().equals(line.command()))
                .map(ServerDefinition::type)
                .orElseGet(line::type);
    }

    private ObjectNode container(DockerRun run) {
        run.ignored().forEach(option -> messages.add("docker option %s is not taken over".formatted(option)));
        ObjectNode definition = base(ServerType.CONTAINER).put("image", run.image());
        run.entrypoint().ifPresent(command -> definition.put("command", command));
        definition.set("args", values.args(run.args()));
        ObjectNode settings = definition.withObject("/config/container");
        settings.remove(DockerOptions.FIELDS);
        settings.setAll(run.container());
        ObjectNode variables = Json.STRICT.createObjectNode();
        run.variables().forEach((name, text) -> {
            Optional<JsonNode> value = text.<JsonNode>map(Json.STRICT.getNodeFactory()::stringNode)
                    .or(() -> entry.path("env").optional(name));
            value.ifPresentOrElse(
                    found -> variables.set(name, found),
                    () -> messages.add(
                            "docker option -e %s takes its value from docker's environment: set it in environment"
                                    .formatted(name)));
        });
        for (String name : entry.path("env").propertyNames()) {
            if (!run.variables().containsKey(name)) {
                messages.add("env.%s is for docker itself and is not taken over".formatted(name));
            }
        }
        definition.set("environment", values.environment(variables));
        return definition;
    }

    /** What is kept of the stored server: all but its launch, or, for another type, what is common to all types. */
    private ObjectNode base(ServerType type) {
        ObjectNode base = stored.map(ServerJson::of).orElseGet(Json.STRICT::createObjectNode);
        base.remove(LAUNCH);
        if (!base.path("type").asString("").equals(type.text())) {
            base.remove(List.of("transport", "port", "mcpPath", "healthEndpoint"));
            base.withObject("/config").remove(List.of("headers", "oauth", "container"));
        }
        return base.put("type", type.text());
    }

    private void autostart(ObjectNode definition) {
        if (entry.path("disabled").asBoolean(false)) {
            definition.put("autostart", false);
        } else if (stored.isEmpty()) {
            definition.put("autostart", !values.unfilled());
        }
    }

    private Optional<JsonNode> given(String field) {
        return entry.optional(field).filter(value -> !value.isNull());
    }
}
