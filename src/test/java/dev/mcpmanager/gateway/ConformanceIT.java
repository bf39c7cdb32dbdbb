package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealHttpServer;
import dev.mcpmanager.mcp.testing.RealServer;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A server of either era behind the gateway, over stdio or HTTP, under the conformance suite on either wire. */
@Timeout(240)
class ConformanceIT {
    private static final String LEGACY = "2025-11-25";
    private static final String MODERN = "2026-07-28";
    /** What the suite does not count, but the protocol demands of the gateway itself. */
    private static final Map<String, List<String>> UNCOUNTED = Map.of(
            LEGACY,
            List.of("json-schema-2020-12", "server-session-lifecycle", "server-sse-polling"),
            MODERN,
            List.of("http-custom-header-server-validation", "http-header-validation", "json-schema-2020-12"));

    private final ObjectNode definition = Json.STRICT.createObjectNode();

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
        speakHttp();
        assertPasses("legacy.mjs", LEGACY, 30);
    }

    @Test
    void aModernServerBehindHttpPassesOnItsOwnWire() throws Exception {
        speakHttp();
        assertPasses("modern.mjs", MODERN, 37);
    }

    @Test
    void aLegacyServerBehindHttpPassesOnTheModernWireButForTheKeyOfItsRequest() throws Exception {
        speakHttp();
        assertPasses("legacy.mjs", MODERN, 37, "input-required-result-basic-elicitation");
    }

    @Test
    void aModernServerBehindHttpPassesOnTheLegacyWire() throws Exception {
        speakHttp();
        assertPasses("modern.mjs", LEGACY, 30);
    }

    private void speakHttp() throws IOException {
        int port = RealHttpServer.freePort();
        definition.put("transport", "http").put("port", port);
        definition.putObject("environment").put("PORT", Integer.toString(port));
    }

    private void assertPasses(String script, String revision, int count, String... excused) throws Exception {
        var suite = new ConformanceSuite(revision);
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
    }

    private ConformanceSuite.Findings run(String script, ConformanceSuite suite) throws Exception {
        definition.put("name", "conformance").put("type", "nodejs").put("command", "node");
        definition
                .putArray("args")
                .add(RealServer.installed("conformance", script).toString());
        try (var manager = TestManager.withoutAuthentication(directory)) {
            manager.create(definition.toString());
            assertThat(manager.post("/api/servers/conformance/start", "").status())
                    .isEqualTo(200);
            return suite.run(URI.create("http://127.0.0.1:" + manager.port() + "/mcp/conformance"), directory);
        }
    }
}
