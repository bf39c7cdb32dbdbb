package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.gateway.HostileServer.Answer;
import dev.mcpmanager.gateway.SessionClient.Messages;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whom a legacy server asks whose calls are several clients': the right one or nobody. */
@Timeout(60)
class QuestionsIT {
    private static final String CLIENT = """
            {"protocolVersion":"2025-06-18","capabilities":{"sampling":{},"roots":{}},"clientInfo":{"name":"c","version":"1"}}""";
    private static final String WITHOUT_ROOTS = CLIENT.replace(",\"roots\":{}", "");

    @TempDir
    private Path directory;

    private HostileServer server;

    @BeforeEach
    void start() throws Exception {
        server = new HostileServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aQuestionInACallThatAModernClientHasLeftReachesNobodyElse() {
        var left = server.modernCall("askLater", "{}", "");
        awaitAtServer("waiting", 1);
        left.cancel(true);
        awaitAtServer("cancelled", 1);

        assertThatTheQuestionReachesNobody();
    }

    @Test
    void aQuestionInACallThatALegacyClientHasCancelledReachesNobodyElse() throws Exception {
        String session = server.initialize();
        var cancelled = server.legacy(
                session,
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\","
                        + "\"params\":{\"name\":\"askLater\",\"arguments\":{}}}");
        awaitAtServer("waiting", 1);
        server.legacy(
                        session,
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}")
                .join();
        awaitAtServer("cancelled", 1);
        cancelled.join();

        assertThatTheQuestionReachesNobody();
    }

    /** While a call of another client is under way, which the server could ask as well. */
    private void assertThatTheQuestionReachesNobody() {
        var other = server.modernCall("wait", "{}", "");
        awaitAtServer("waiting", 2);
        goOn("ask");
        goOn("answer");
        assertThat(other.join().text()).isEqualTo("waited");
        assertThat(server.modernCall("outcomes", "{}", "").join().text()).endsWith("-32601");
    }

    @Test
    void anAnsweredCallThatItsClientHadLeftIsInNobodysWay() {
        letTheServerAsk();
        var left = server.modernCall("wait", "{}", "");
        awaitAtServer("waiting", 1);
        left.cancel(true);
        awaitAtServer("cancelled", 1);
        goOn("answer");

        assertThat(ask().result().path("resultType").asString()).isEqualTo("input_required");
    }

    @Test
    void aQuestionReachesTheClientThatHasLeftAnotherCall() throws Exception {
        SessionClient client = SessionClient.open(server.address(), WITHOUT_ROOTS);
        ask(client);
        CompletableFuture<Messages> left = CompletableFuture.supplyAsync(() -> call(client, "wait"));
        awaitAtServer("waiting", 1);
        assertThat(client.post(
                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2}}")
                        .statusCode())
                .isEqualTo(202);
        left.join();
        ask(client);
    }

    @Test
    void aQuestionBesideAnEarlierOneThatWaitsReachesTheSameClient() throws Exception {
        SessionClient client = SessionClient.open(server.address(), WITHOUT_ROOTS);
        Messages messages = client.call("askAgainLater");
        JsonNode first = messages.next();
        var other = server.modernCall("echo", "{\"text\":\"after it\"}", "");
        awaitAtServer("waiting", 1);
        goOn("ask");
        JsonNode second = messages.next();
        client.answer(second, "{\"model\": \"second\"}");
        client.answer(first, "{\"model\": \"first\"}");
        assertThat(messages.next().at("/result/content/0/text").asString()).isEqualTo("second first");
        assertThat(other.join().text()).isEqualTo("after it");
    }

    @Test
    void whoAbandonsAPromptKeepsNobodyFromBeingAsked() {
        assertThat(ask().result().path("resultType").asString()).isEqualTo("input_required");
        letTheServerAsk();
    }

    @Test
    void whoLeavesACallThatIsNeverAnsweredKeepsNobodyFromBeingAsked() {
        letTheServerAsk();
        var left = server.modernCall("wait", "{}", "");
        awaitAtServer("waiting", 1);
        left.cancel(true);
        awaitAtServer("cancelled", 1);
        letTheServerAsk();
    }

    @Test
    void whoThinksForLongKeepsNobodyFromCalling() throws Exception {
        SessionClient client = SessionClient.open(server.address(), WITHOUT_ROOTS);
        Messages messages = client.call("ask");
        JsonNode question = messages.next();
        assertThat(server.modernCall("echo", "{\"text\":\"meanwhile\"}", "")
                        .join()
                        .text())
                .isEqualTo("meanwhile");
        client.answer(question, "{\"model\": \"mine\"}");
        assertThat(messages.next().at("/result/content/0/text").asString()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rootsAreAskedOfTheSessionThatToldOfThem(boolean known) throws Exception {
        if (known) {
            letTheServerAsk();
        }
        SessionClient other = SessionClient.open(server.address(), CLIENT);
        assertThat(other.listen().next().path("method").asString()).isEqualTo("roots/list");
        CompletableFuture<Messages> call = CompletableFuture.supplyAsync(() -> call(other, "wait"));
        awaitAtServer("waiting", 1);
        SessionClient told = SessionClient.open(server.address(), CLIENT);
        // passes behind what the server was told
        server.modern("tools/list", "", "").join();
        goOn("answer");
        assertThat(call.join().next().at("/result/content/0/text").asString()).isEqualTo("waited");

        JsonNode question = told.listen().next();
        assertThat(question.path("method").asString()).isEqualTo("roots/list");
        told.answer(question, "{\"roots\": []}");
        assertThat(server.modernCall("outcomes", "{}", "").join().text()).endsWith("{\"roots\":[]}");
    }

    @Test
    void progressToldWhileAModernClientFindsItsAnswersReachesItsNextTry() {
        Answer asked = server.modernCall("askAndProgress", "{}", "").join();
        goOn("progress");
        assertThat(server.modernRetry("askAndProgress", "{}", asked)
                        .join()
                        .response()
                        .body()
                        .lines())
                .filteredOn(line -> line.startsWith("data: "))
                .first(as(STRING))
                // the call had token 1, the completion 2
                .contains("\"progress\":1", "\"progressToken\":3");
    }

    private static Messages call(SessionClient client, String tool) {
        try {
            return client.call(tool);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void ask(SessionClient client) throws Exception {
        Messages messages = client.call("ask");
        client.answer(messages.next(), "{\"model\": \"mine\"}");
        assertThat(messages.next().at("/result/content/0/text").asString()).isEqualTo("mine");
    }

    private Answer ask() {
        return server.modernCall("ask", "{}", "").join();
    }

    private void letTheServerAsk() {
        assertThat(server.modernRetry("ask", "{}", ask()).join().text()).isEqualTo("answered");
    }

    /** Has so much wait, or be cancelled, at the server. */
    private void awaitAtServer(String what, int count) {
        await().until(() ->
                server.modern("tools/list", "", "").join().result().path(what).asInt() == count);
    }

    /** Has the server ask, or answer, where it waits for that, and returns when the manager has read it. */
    private void goOn(String kind) {
        server.modern("completion/complete", "", "\"kind\":\"" + kind + "\"").join();
    }
}
