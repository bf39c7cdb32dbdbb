package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealHttpServer;
import dev.mcpmanager.mcp.testing.RealServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server of either era behind the gateway, over stdio or HTTP, under the conformance suite on either wire: at an address
 * of its own, and, with its names prefixed, at that of all servers.
 */
@Timeout(240)
class ConformanceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LEGACY = "2025-11-25";
    private static final String MODERN = "2026-07-28";
    /** What the suite does not count, but the protocol demands of the gateway itself. */
    private static final Map<String, List<String>> UNCOUNTED = Map.of(
            LEGACY,
            List.of("server-session-lifecycle", "server-sse-polling"),
            MODERN,
            List.of("http-custom-header-server-validation", "http-header-validation"));
    /** Likewise, where names have no prefix: it looks for its tool in the list. */
    private static final String LISTED = "json-schema-2020-12";

    private final ObjectNode definition = Json.STRICT.createObjectNode();
    private final List<ObjectNode> others = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void aLegacyServerPassesOnItsOwnWire() throws Exception {
        assertPasses("legacy.mjs", LEGACY, 30);
    }

    @Test
    void aModernServerPassesOnItsOwnWire() throws Exception {
        assertPasses("modern.mjs", MODERN, 37);
    }

    /** A legacy request has no key, so none can be the one that the scenario wants. */
    @Test
    void aLegacyServerPassesOnTheModernWireButForTheKeyOfItsRequest() throws Exception {
        assertPasses("legacy.mjs", MODERN, 37, "input-required-result-basic-elicitation");
    }

    @Test
    void aLegacyServerPassesWithAProcessForEachSession() throws Exception {
        definition.putObject("config").put("sessions", "dedicated");
        assertPasses("legacy.mjs", LEGACY, 30);
    }

    @Test
    void aModernServerPassesOnTheLegacyWire() throws Exception {
        assertPasses("modern.mjs", LEGACY, 30);
    }

    @Test
    void aLegacyServerBehindHttpPassesOnItsOwnWire() throws Exception {
        speakHttp(definition);
        assertPasses("legacy.mjs", LEGACY, 30);
    }

    @Test
    void aModernServerBehindHttpPassesOnItsOwnWire() throws Exception {
        speakHttp(definition);
        assertPasses("modern.mjs", MODERN, 37);
    }

    @Test
    void aLegacyServerBehindHttpPassesOnTheModernWireButForTheKeyOfItsRequest() throws Exception {
        speakHttp(definition);
        assertPasses("legacy.mjs", MODERN, 37, "input-required-result-basic-elicitation");
    }

    @Test
    void aModernServerBehindHttpPassesOnTheLegacyWire() throws Exception {
        speakHttp(definition);
        assertPasses("modern.mjs", LEGACY, 30);
    }

    @Test
    void aLegacyServerPassesOnItsOwnWireAtOneAddressWithAModernOne() throws Exception {
        joinedBy("modern.mjs");
        assertPasses("legacy.mjs", LEGACY, 30);
    }

    @Test
    void aModernServerPassesOnItsOwnWireAtOneAddressWithALegacyOne() throws Exception {
        joinedBy("legacy.mjs");
        assertPasses("modern.mjs", MODERN, 37);
    }

    @Test
    void aLegacyServerPassesOnTheModernWireAtOneAddressWithAModernOne() throws Exception {
        joinedBy("modern.mjs");
        assertPasses("legacy.mjs", MODERN, 37, "input-required-result-basic-elicitation");
    }

    @Test
    void aModernServerPassesOnTheLegacyWireAtOneAddressWithALegacyOne() throws Exception {
        joinedBy("legacy.mjs");
        assertPasses("modern.mjs", LEGACY, 30);
    }

    /** Has another server at the same address, which comes after this one by name and would have its URIs otherwise. */
    private void joinedBy(String script) throws IOException {
        ObjectNode other = fixture(Json.STRICT.createObjectNode(), "other", script);
        speakHttp(other);
        others.add(other);
    }

    private static void speakHttp(ObjectNode definition) throws IOException {
        int port = RealHttpServer.freePort();
        definition.put("transport", "http").put("port", port);
        definition.putObject("environment").put("PORT", Integer.toString(port));
    }

    private static ObjectNode fixture(ObjectNode definition, String name, String script) {
        definition.put("name", name).put("type", "nodejs").put("command", "node");
        definition
                .putArray("args")
                .add(RealServer.installed("conformance", script).toString());
        return definition;
    }

    private void assertPasses(String script, String revision, int count, String... excused) throws Exception {
        var suite = new ConformanceSuite(revision, others.isEmpty() ? "" : "conformance__");
        var expected = new ArrayList<>(suite.required());
        assertThat(expected).hasSize(count);
        expected.removeAll(List.of(excused));
        ConformanceSuite.Findings findings = run(script, suite);
        assertThat(findings.passed().stream().filter(suite.required()::contains))
                .as(findings.toString())
                .containsExactlyElementsOf(expected);
        assertThat(findings.passed())
                .as(findings.toString())
                .containsAll(Objects.requireNonNull(UNCOUNTED.get(revision)));
        if (others.isEmpty()) {
            assertThat(findings.passed()).as(findings.toString()).contains(LISTED);
        }
    }

    private ConformanceSuite.Findings run(String script, ConformanceSuite suite) throws Exception {
        try (var manager = new JoinedManager(directory)) {
            start(manager, fixture(definition, "conformance", script));
            if (others.isEmpty()) {
                return suite.run(manager.address("/mcp/conformance"), directory);
            }
            for (ObjectNode other : others) {
                start(manager, other);
            }
            awaitLists(manager);
            return suite.run(manager.address("/mcp"), directory);
        }
    }

    private static void start(JoinedManager manager, ObjectNode definition) throws Exception {
        manager.manager().create(definition.toString());
        manager.start(definition.path("name").asString());
    }

    /** Until all that both servers offer is offered together. */
    private static void awaitLists(JoinedManager manager) {
        for (String list : List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    manager.modern("/mcp", list, "").message().toString())
                            .containsPattern("conformance__.*other__|mcp\\+other:"));
        }
    }
}
