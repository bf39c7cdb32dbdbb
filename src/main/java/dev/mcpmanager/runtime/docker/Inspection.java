package dev.mcpmanager.runtime.docker;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the engine says of one container. Immutable.
 *
 * @param pid of the main process on the engine's machine; 0 when none lives
 * @param startedAt by the engine's clock; empty when it does not say
 * @param health such as {@code unhealthy}; empty when the image has no check
 * @param healthOutput what its latest check printed
 * @param ports that are published, such as {@code 127.0.0.1:32768->8080/tcp}
 * @param hostPort the first of them on the engine's machine
 */
record Inspection(
        boolean running,
        boolean paused,
        long pid,
        Labels labels,
        Optional<Instant> startedAt,
        boolean outOfMemory,
        Optional<String> health,
        String healthOutput,
        List<String> ports,
        Optional<Integer> hostPort) {

    static Inspection read(JsonNode container) {
        JsonNode state = container.path("State");
        JsonNode checks = state.path("Health").path("Log");
        var ports = new ArrayList<String>();
        Optional<Integer> hostPort = Optional.empty();
        for (var port : container.at("/NetworkSettings/Ports").properties()) {
            for (JsonNode binding : port.getValue().values()) {
                int number = Integer.parseInt(binding.path("HostPort").asString("0"));
                hostPort = hostPort.or(() -> Optional.of(number));
                ports.add("%s:%d->%s".formatted(binding.path("HostIp").asString(""), number, port.getKey()));
            }
        }
        return new Inspection(
                state.path("Running").asBoolean(false),
                state.path("Paused").asBoolean(false),
                state.path("Pid").asLong(0),
                Labels.read(container.at("/Config/Labels")),
                instant(state.path("StartedAt").asString("")),
                state.path("OOMKilled").asBoolean(false),
                Optional.of(state.path("Health").path("Status").asString(""))
                        .filter(word -> !word.isEmpty() && !word.equals("none")),
                checks.isEmpty()
                        ? ""
                        : checks.get(checks.size() - 1)
                                .path("Output")
                                .asString("")
                                .strip(),
                ports,
                hostPort);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
