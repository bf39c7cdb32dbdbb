package dev.mcpmanager.supervision;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.ServerDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Takes a server's secret values, also as JSON writes them, out of what it prints. Immutable. */
record Redactor(List<String> secrets) {

    /** Shorter values are left alone: they would tear holes into ordinary words. */
    private static final int SHORTEST = 4;

    static Redactor of(ServerDefinition definition) {
        Map<String, EnvironmentValue> values = switch (definition.launch()) {
            case Launch.LocalCommand command -> command.environment();
            case Launch.ContainerImage container -> container.environment();
            case Launch.RemoteUrl remote -> remote.headers();
        };
        return new Redactor(values.values().stream()
                .filter(value -> value.secret() && value.unreadable().isEmpty())
                .map(EnvironmentValue::value)
                .filter(value -> value.length() >= SHORTEST)
                .flatMap(value -> Stream.of(value, inJson(value)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static String inJson(String value) {
        String quoted = Json.STRICT.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    String redact(String line) {
        String clean = line;
        for (String secret : secrets) {
            clean = clean.replace(secret, "[secret]");
        }
        return clean;
    }
}
