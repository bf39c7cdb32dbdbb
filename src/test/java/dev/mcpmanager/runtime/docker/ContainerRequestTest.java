package dev.mcpmanager.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.server.Launch.ContainerImage;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerValidator;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ContainerRequestTest {

    @Test
    void whatIsNotSaidIsConfined() {
        JsonNode request = request("");

        assertThat(request.path("HostConfig")).isEqualTo(json("""
                {'Init': true, 'ReadonlyRootfs': false, 'CapDrop': ['ALL'], 'CapAdd': [],
                 'SecurityOpt': ['no-new-privileges'], 'Memory': 1073741824, 'MemorySwap': 1073741824,
                 'PidsLimit': 256, 'Mounts': [], 'LogConfig': {'Type': 'none'}}"""));
        assertThat(request.path("Labels")).isEqualTo(json("""
                {'dev.mcpmanager.instance': 'i', 'dev.mcpmanager.server': 's', 'dev.mcpmanager.run': '7',
                 'dev.mcpmanager.defined-at': '1970-01-01T00:00:00Z'}"""));
        assertThat(request.has("Entrypoint")).isFalse();
        assertThat(request.has("Cmd")).isFalse();
    }

    @Test
    void whatIsLoosenedByNameIsLoose() {
        JsonNode host = request("""
                , 'config': {'container': {'memory': 'unlimited', 'pidsLimit': 'unlimited', 'capDrop': [],
                  'noNewPrivileges': false, 'init': false}}""").path("HostConfig");

        assertThat(host).isEqualTo(json("""
                {'Init': false, 'ReadonlyRootfs': false, 'CapDrop': [], 'CapAdd': [], 'Mounts': [],
                 'LogConfig': {'Type': 'none'}}"""));
    }

    @Test
    void commandAndArgumentsReplaceTheImagesOwn() {
        JsonNode request = request(", 'command': 'sh', 'args': ['-c', 'x'], 'environment': {'A_KEY': 'k'}");

        assertThat(request.path("Entrypoint")).isEqualTo(json("['sh']"));
        assertThat(request.path("Cmd")).isEqualTo(json("['-c', 'x']"));
        assertThat(request.path("Env")).isEqualTo(json("['A_KEY=k']"));
    }

    /** The port of the definition, that of the settings, and the one that is published, as {@code host:container}. */
    @ParameterizedTest
    @CsvSource(
            value = {"8000 | | '' | 8000:8000", "8000 | | 3001 | 8000:3001", "| | 3001 | :3001", "| 9 | 3001 | :9"},
            delimiter = '|')
    void anHttpServerIsPublishedOnLoopback(Integer port, Integer inside, String exposed, String published) {
        ServerDefinition server = definition(", 'transport': 'http'"
                + (port == null ? "" : ", 'port': " + port)
                + (inside == null ? "" : ", 'config': {'container': {'port': %d}}".formatted(inside)));
        List<Integer> ports = exposed.isEmpty() ? List.of() : List.of(Integer.valueOf(exposed));

        JsonNode bindings = request(server, ports).at("/HostConfig/PortBindings");

        int colon = published.indexOf(':');
        assertThat(bindings)
                .isEqualTo(json("{'%s/tcp': [{'HostIp': '127.0.0.1', 'HostPort': '%s'}]}"
                        .formatted(published.substring(colon + 1), published.substring(0, colon))));
    }

    @Test
    void nothingIsPublishedOfAStdioServerOrOnTheMachinesOwnNetwork() {
        assertThat(request(definition(", 'port': 80"), List.of(80)).at("/HostConfig/PortBindings"))
                .isEmpty();
        assertThat(request(
                                definition(", 'transport': 'http', 'port': 80,"
                                        + " 'config': {'container': {'network': 'host'}}"),
                                List.of(80))
                        .at("/HostConfig/PortBindings"))
                .isEmpty();
    }

    private static JsonNode request(String fields) {
        return request(definition(fields), List.of());
    }

    private static JsonNode request(ServerDefinition server, List<Integer> exposed) {
        var labels = new Labels("i", "s", "7", "1970-01-01T00:00:00Z");
        // as it arrives: numbers have no Java type there
        return Json.STRICT.readTree(ContainerRequest.of(server, (ContainerImage) server.launch(), labels, exposed)
                .toString());
    }

    private static ServerDefinition definition(String fields) {
        return ServerValidator.create(
                json("{'name': 'a', 'type': 'container', 'image': 'x'" + fields + "}"), "s", Instant.EPOCH);
    }

    private static JsonNode json(String text) {
        return Json.STRICT.readTree(text.replace('\'', '"'));
    }
}
