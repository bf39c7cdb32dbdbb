package dev.mcpmanager.mcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RecordingListener;
import dev.mcpmanager.mcp.testing.ScriptedServer;
import dev.mcpmanager.mcp.testing.ScriptedServer.Script;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class McpSessionTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private @Nullable ScriptedServer server;

    @AfterEach
    void end() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void allPagesAreListedAndUnknownFieldsSurvive() throws Exception {
        var session = session(Era.LEGACY, (request, fake) -> {
            switch (request.path("params").path("cursor").asString("first")) {
                case "first" -> fake.result(request, "{\"tools\":[{\"name\":\"a\",\"new\":[1]}],\"nextCursor\":\"\"}");
                // the empty string is a cursor like any other
                case "" -> fake.result(request, "{\"tools\":[],\"nextCursor\":\"c\"}");
                default -> fake.result(request, "{\"tools\":[{\"name\":\"b\"}],\"nextCursor\":null}");
            }
        });
        assertThat(session.listTools(LONG).get(10, SECONDS))
                .extracting(JsonNode::toString)
                .containsExactly("{\"name\":\"a\",\"new\":[1]}", "{\"name\":\"b\"}");
    }

    @Test
    void whatTheServerDoesNotOfferIsNotAskedFor() throws Exception {
        var session = session(Era.LEGACY, (request, fake) -> fake.error(request, -32601, "Method not found"));
        assertThat(session.listPrompts(LONG).get(10, SECONDS)).isEmpty();
        assertThat(started().received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"tools":[],"nextCursor":"same"}  | nextCursor that it had given before
            {"tools":[],"nextCursor":7}       | nextCursor that is no string
            {"tools":{}}                      | without an array of tools
            {}                                | without an array of tools
            []                                | something other than an object
            {"tools":[{"a":1,"a":2}]}         | something other than an object""")
    void aListThatTheProtocolDoesNotAllowIsAnError(String result, String detail) {
        var session = session(Era.LEGACY, (request, fake) -> fake.result(request, result));
        assertFails(session.listTools(LONG), Problem.UpstreamFailed.class, detail);
    }

    @Test
    void anEndlessListIsGivenUp() {
        var session = session(
                Era.LEGACY,
                (request, fake) ->
                        fake.result(request, "{\"tools\":[{}],\"nextCursor\":\"" + request.path("id") + "\"}"));
        assertFails(session.listTools(LONG), Problem.UpstreamFailed.class, "has more to list for tools/list");
        assertThat(started().received()).hasSize(Listing.MAX_PAGES);
    }

    @Test
    void modernRequestsCarryTheirMetadata() throws Exception {
        var session = session(Era.MODERN, (request, fake) -> fake.result(request, "{\"tools\":[]}"));
        session.listTools(LONG).get(10, SECONDS);
        assertThat(started().received().getFirst().path("params")).hasToString("""
                {"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                "io.modelcontextprotocol/clientInfo":{"name":"mcp-manager","version":"0.1.0"},\
                "io.modelcontextprotocol/clientCapabilities":{}}}""");
    }

    @Test
    void aToolIsCalled() throws Exception {
        var session = session(Era.LEGACY, (request, fake) -> fake.result(request, "{\"content\":[],\"isError\":true}"));
        assertThat(call(session, LONG).get(10, SECONDS)).hasToString("{\"content\":[],\"isError\":true}");
        assertThat(started().received().getFirst().path("params")).hasToString("{\"name\":\"t\",\"arguments\":{}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"resultType":"input_required","inputRequests":{"a":{"method":"elicitation/create"}}} | with a result of type input_required
            {"resultType":"task"}                                                                 | with a result of type task
            7                                                                                     | something other than an object""")
    void aModernResultThatIsNotCompleteIsAnError(String result, String detail) {
        var session = session(Era.MODERN, (request, fake) -> fake.result(request, result));
        assertFails(call(session, LONG), Problem.UpstreamFailed.class, detail);
    }

    @Test
    void legacyResultsHaveNoType() throws Exception {
        var session = session(Era.LEGACY, (request, fake) -> fake.result(request, "{\"resultType\":\"mine\"}"));
        assertThat(call(session, LONG).get(10, SECONDS)).hasToString("{\"resultType\":\"mine\"}");
    }

    @Test
    void anErrorIsToldWithCodeAndABoundedMessage() {
        var session = session(Era.LEGACY, (request, fake) -> fake.error(request, -32602, "x".repeat(100_000)));
        assertFails(call(session, LONG), Problem.UpstreamFailed.class, "answered tools/call with error -32602: xxx");
        assertThatThrownBy(() -> call(session, LONG).get(10, SECONDS))
                .cause()
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_100));
    }

    @Test
    void aCallThatTakesTooLongIsCancelled() {
        var session = session(Era.MODERN, (request, fake) -> {});
        assertFails(call(session, Duration.ofMillis(20)), Problem.UpstreamTimedOut.class, "did not answer tools/call");
        awaitCancelled();
    }

    @Test
    void cancellingTheResultCancelsTheCall() {
        var session = session(Era.MODERN, (request, fake) -> {});
        call(session, LONG).cancel(false);
        awaitCancelled();
    }

    @Test
    void cancellingAListCancelsThePageUnderWay() {
        var session = session(Era.MODERN, (request, fake) -> {});
        session.listTools(LONG).cancel(false);
        awaitCancelled();
    }

    private void awaitCancelled() {
        await().until(() -> started().received().size() == 2);
        assertThat(started().received().getLast().path("method").asString()).isEqualTo("notifications/cancelled");
    }

    private static CompletableFuture<JsonNode> call(McpSession session, Duration timeout) {
        return ToolCalls.call(session, "t", Json.STRICT.createObjectNode(), timeout);
    }

    private static void assertFails(CompletableFuture<?> future, Class<? extends Problem> problem, String detail) {
        assertThatThrownBy(() -> future.get(10, SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(problem))
                .hasMessageContaining(detail);
    }

    private McpSession session(Era era, Script script) {
        try {
            server = new ScriptedServer(new RecordingListener(), script);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var info = new ServerInfo(
                era,
                "any",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RawJson.EMPTY_OBJECT,
                Set.of("tools"),
                RawJson.EMPTY_OBJECT);
        return new McpSession(server.connection(), info, new ClientInfo("mcp-manager", "0.1.0"));
    }

    private ScriptedServer started() {
        return Objects.requireNonNull(server);
    }
}
