package dev.mcpmanager.supervision;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.ServerDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The secret values that a server is given, also as JSON writes them; nothing that it prints may show them. Stateless. */
final class MaskedValues {

    private MaskedValues() {}

    static List<String> of(ServerDefinition definition) {
        Map<String, EnvironmentValue> values = switch (definition.launch()) {
            case Launch.LocalCommand command -> command.environment();
            case Launch.ContainerImage container -> container.environment();
            case Launch.RemoteUrl remote -> remote.headers();
        };
        return values.values().stream()
                .filter(value -> value.secret() && value.unreadable().isEmpty())
                .map(EnvironmentValue::value)
                .flatMap(value -> Stream.of(value, inJson(value)))
                .distinct()
                .toList();
    }

    private static String inJson(String value) {
        String quoted = Json.STRICT.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }
}
