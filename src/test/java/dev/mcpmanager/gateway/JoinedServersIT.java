package dev.mcpmanager.gateway;

import static dev.mcpmanager.gateway.JoinedManager.call;
import static dev.mcpmanager.gateway.JoinedManager.keys;
import static dev.mcpmanager.gateway.JoinedManager.names;
import static dev.mcpmanager.gateway.JoinedManager.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.gateway.JoinedManager.Answer;
import dev.mcpmanager.gateway.SessionClient.Messages;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** All servers at one address. */
@Timeout(60)
class JoinedServersIT {
    @TempDir
    private Path directory;

    private JoinedManager joined;

    @BeforeEach
    void start() {
        joined = new JoinedManager(directory);
    }

    @AfterEach
    void stop() {
        joined.close();
    }

    private void startTwo() throws Exception {
        joined.start("alpha", """
                {"tools": ["same", "elicit", "hold", "release", "roots", "log", "progress", "update", "die", "odd name"],
                 "prompts": ["same"], "resources": ["test://same", "test://alpha"], "templates": ["alpha://{id}", "test://{any}"]}""");
        joined.start("beta", """
                {"tools": ["same", "elicit", "update"], "prompts": ["same"],
                 "resources": ["test://same", "mcp+alpha:test://same"], "templates": ["test://{any}", "test://b/{any}"]}""");
    }

    @Test
    void aSessionOfBothServersIsTheManagersOwn() throws Exception {
        startTwo();
        JsonNode result = dev.mcpmanager.json.Json.STRICT
                .readTree(joined.legacy().opening().body())
                .path("result");
        assertThat(result.at("/serverInfo/name").asString()).isEqualTo("test");
        assertThat(result.path("instructions").asString()).contains("alpha, beta");
        assertThat(result.path("capabilities").propertyNames())
                .containsExactlyInAnyOrder("tools", "prompts", "resources", "completions", "logging");
    }

    @Test
    void bothErasCallToolsByTheNamesThatTheyAreOffered() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        assertThat(names(client))
                .hasSize(13)
                .contains("alpha__same", "beta__same")
                .allMatch(name -> name.length() <= 64);
        JsonNode modern = joined.modern("/mcp", "tools/list", "").message().path("result");
        assertThat(keys(modern.path("tools"), "name")).isEqualTo(names(client));
        assertThat(modern.path("resultType").asString()).isEqualTo("complete");
        String odd = names(client).stream()
                .filter(name -> name.startsWith("alpha__odd_name_"))
                .findFirst()
                .orElseThrow();
        assertThat(call(client, "alpha__same", "{}")).isEqualTo("alpha ran same");
        assertThat(call(client, "beta__same", "{}")).isEqualTo("beta ran same");
        assertThat(call(client, odd, "{}")).isEqualTo("alpha ran odd name");
        assertThat(text(modernCall(odd))).isEqualTo("alpha ran odd name");
        assertThat(text(modernCall("beta__same"))).isEqualTo("beta ran same");
    }

    private Answer modernCall(String tool) throws Exception {
        return joined.modern("/mcp", "tools/call", "\"name\": \"%s\", \"arguments\": {}".formatted(tool));
    }

    private static String text(Answer answer) {
        return answer.message().at("/result/content/0/text").asString("");
    }

    @Test
    void aNameThatWasNotOfferedIsRefused() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        for (String name : new String[] {"same", "alpha__odd name", "gamma__same", "beta__roots", "alpha__", ""}) {
            JsonNode error = client.call(name).next().path("error");
            assertThat(error.path("code").asInt()).isEqualTo(-32602);
            Answer modern = modernCall(name);
            assertThat(modern.message().at("/error/code").asInt()).isIn(-32602, -32020);
        }
        assertThat(client.ask("tasks/list", "{}").next().at("/error/code").asInt())
                .isEqualTo(-32601);
        Answer unknown = joined.modern("/mcp", "tasks/list", "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.message().at("/error/code").asInt()).isEqualTo(-32601);
    }

    @Test
    void promptsAndCompletionsReachTheirServer() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        assertThat(keys(client.ask("prompts/list", "{}").next().at("/result/prompts"), "name"))
                .containsExactly("alpha__same", "beta__same");
        assertThat(client.ask("prompts/get", "{\"name\": \"beta__same\"}")
                        .next()
                        .at("/result/messages/0/content/text")
                        .asString())
                .isEqualTo("beta prompts same");
        assertThat(completion(client, "{\"type\": \"ref/prompt\", \"name\": \"beta__same\"}"))
                .isEqualTo("beta completes same");
        assertThat(completion(client, "{\"type\": \"ref/resource\", \"uri\": \"alpha://{id}\"}"))
                .isEqualTo("alpha completes alpha://{id}");
        assertThat(completion(client, "{\"type\": \"ref/resource\", \"uri\": \"mcp+beta:test://{any}\"}"))
                .isEqualTo("beta completes test://{any}");
    }

    private static String completion(SessionClient client, String ref) throws Exception {
        return client.ask(
                        "completion/complete",
                        "{\"ref\": %s, \"argument\": {\"name\": \"a\", \"value\": \"\"}}".formatted(ref))
                .next()
                .at("/result/completion/values/0")
                .asString();
    }

    @Test
    void eachResourceCanBeReadThoughTwoServersHaveItsUri() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        assertThat(keys(client.ask("resources/list", "{}").next().at("/result/resources"), "uri"))
                .containsExactly(
                        "test://same", "test://alpha", "mcp+beta:test://same", "mcp+beta:mcp+alpha:test://same");
        assertThat(keys(
                        client.ask("resources/templates/list", "{}").next().at("/result/resourceTemplates"),
                        "uriTemplate"))
                .containsExactly("alpha://{id}", "test://{any}", "mcp+beta:test://{any}", "test://b/{any}");
        assertThat(read(client, "test://same")).isEqualTo("alpha has test://same");
        assertThat(read(client, "mcp+beta:test://same")).isEqualTo("beta has test://same");
        assertThat(read(client, "mcp+beta:mcp+alpha:test://same")).isEqualTo("beta has mcp+alpha:test://same");
        assertThat(read(client, "test://b/1"))
                .as("the template that tells more")
                .isEqualTo("beta has test://b/1");
        assertThat(read(client, "test://c")).as("the first by name").isEqualTo("alpha has test://c");
        assertThat(read(client, "mcp+beta:test://c")).isEqualTo("beta has test://c");
        assertThat(client.ask("resources/read", "{\"uri\": \"nobodys://x\"}")
                        .next()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32002);
        assertThat(joined.modern("/mcp", "resources/read", "\"uri\": \"nobodys://x\"")
                        .message()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(joined.modern("/mcp", "resources/read", "\"uri\": \"mcp+beta:test://same\"")
                        .message()
                        .at("/result/contents/0/text")
                        .asString())
                .isEqualTo("beta has test://same");
    }

    private static String read(SessionClient client, String uri) throws Exception {
        return client.ask("resources/read", "{\"uri\": \"%s\"}".formatted(uri))
                .next()
                .at("/result/contents/0/text")
                .asString();
    }

    @Test
    void aSessionHearsOfTheResourcesThatItSubscribedToByTheirUris() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        Messages standing = client.listen();
        assertThat(client.ask("resources/subscribe", "{\"uri\": \"mcp+beta:test://same\"}")
                        .next()
                        .has("result"))
                .isTrue();
        call(client, "alpha__update", "{\"uri\": \"test://same\"}");
        call(client, "beta__update", "{\"uri\": \"test://same\"}");
        assertThat(next(standing, "notifications/resources/updated")
                        .at("/params/uri")
                        .asString())
                .isEqualTo("mcp+beta:test://same");
    }

    @Test
    void aModernClientHearsOfWhatItListensTo() throws Exception {
        startTwo();
        // a URI that nobody lists is taken to be of the only server that is known to have resources
        await().until(() ->
                joined.modern("/mcp", "resources/list", "").message().toString().contains("mcp+beta:test://same"));
        assertThat(joined.modern("/mcp", "tools/list", "").message().at("/result/tools"))
                .isNotEmpty();
        Messages stream = joined.listen(
                "/mcp",
                "{\"toolsListChanged\": true, \"resourceSubscriptions\": [\"mcp+beta:test://same\", \"nobodys://x\"]}");
        JsonNode acknowledged = stream.next().path("params").path("notifications");
        assertThat(acknowledged.path("toolsListChanged").asBoolean()).isTrue();
        assertThat(acknowledged.path("resourceSubscriptions").valueStream().map(JsonNode::asString))
                .containsExactly("mcp+beta:test://same");
        joined.modern("/mcp", "tools/call", "\"name\": \"beta__update\", \"arguments\": {\"uri\": \"test://same\"}");
        JsonNode updated = next(stream, "notifications/resources/updated");
        assertThat(updated.at("/params/uri").asString()).isEqualTo("mcp+beta:test://same");
        assertThat(updated.at("/params/_meta").toString()).contains("subscriptionId");
        joined.manager().post("/api/servers/alpha/stop", "");
        assertThat(next(stream, "notifications/tools/list_changed")).isNotNull();
        assertThat(joined.modern("/mcp", "tools/list", "").message().at("/result/tools"))
                .hasSize(3);
    }

    @Test
    void questionsReachTheClientOfTheCallInBothEras() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        Messages mine =
                client.ask("tools/call", "{\"name\": \"beta__elicit\", \"arguments\": {\"message\": \"mine\"}}");
        JsonNode question = mine.next();
        assertThat(question.at("/params/message").asString())
                .as(question.toString())
                .isEqualTo("mine");
        SessionClient other = joined.legacy();
        Messages others =
                other.ask("tools/call", "{\"name\": \"alpha__elicit\", \"arguments\": {\"message\": \"other\"}}");
        JsonNode otherQuestion = others.next();
        assertThat(otherQuestion.at("/params/message").asString()).isEqualTo("other");
        other.answer(otherQuestion, "{\"action\": \"decline\"}");
        client.answer(question, "{\"action\": \"accept\", \"content\": {\"who\": \"me\"}}");
        assertThat(JoinedManager.text(others)).contains("decline");
        assertThat(JoinedManager.text(mine)).contains("me");

        String call = "\"name\": \"beta__elicit\", \"arguments\": {\"message\": \"modern\"}";
        JsonNode asked = joined.modern("/mcp", "tools/call", call).message().path("result");
        assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
        String retry = call + ",\"requestState\": " + asked.path("requestState")
                + ",\"inputResponses\": {\"%s\": {\"action\": \"accept\", \"content\": {\"who\": \"modern\"}}}"
                        .formatted(asked.path("inputRequests")
                                .propertyNames()
                                .iterator()
                                .next());
        Answer elsewhere = joined.modern("/mcp", "tools/call", retry.replace("beta__", "alpha__"));
        assertThat(elsewhere.message().at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(text(joined.modern("/mcp", "tools/call", retry))).contains("modern");
    }

    @Test
    void theRootsOfASessionReachTheServersThatItUses() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        Messages messages = client.call("alpha__roots");
        JsonNode question = messages.next();
        assertThat(question.path("method").asString()).isEqualTo("roots/list");
        client.answer(question, "{\"roots\": [{\"uri\": \"file:///mine\"}]}");
        assertThat(JoinedManager.text(messages)).contains("file:///mine");
    }

    @Test
    void progressLogsAndCancellationBelongToTheirCall() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        assertThat(client.ask("logging/setLevel", "{\"level\": \"warning\"}")
                        .next()
                        .has("result"))
                .isTrue();
        assertThat(client.ask("logging/setLevel", "{\"level\": \"loud\"}")
                        .next()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
        Messages progress =
                client.ask("tools/call", "{\"name\": \"alpha__progress\", \"_meta\": {\"progressToken\": \"mine\"}}");
        assertThat(progress.next().at("/params/progressToken").asString()).isEqualTo("mine");
        assertThat(call(client, "alpha__log", "{\"level\": \"info\"}")).isEqualTo("logged");
        Messages logged = client.ask("tools/call", "{\"name\": \"alpha__log\", \"arguments\": {\"level\": \"error\"}}");
        assertThat(logged.next().path("method").asString()).isEqualTo("notifications/message");

        CompletableFuture<Messages> held = CompletableFuture.supplyAsync(() -> {
            try {
                return client.call("alpha__hold");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        await().until(() -> client.post(
                                        "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/cancelled\", \"params\": {\"requestId\": 6}}")
                                .statusCode()
                        == 202
                && held.isDone());
        assertThat(held.join().all().hasNext()).isFalse();
    }

    @Test
    void aSessionSurvivesTheRestartOfAServer() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        assertThat(call(client, "alpha__die", "{}")).contains("alpha");
        assertThat(call(client, "alpha__same", "{}")).isEqualTo("alpha ran same");
        assertThat(names(client)).contains("alpha__same");
    }

    @Test
    void callsAreRecordedUnderTheirServersAndTools() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        call(client, "alpha__same", "{}");
        modernCall("alpha__same");
        await().until(() -> {
            JsonNode calls =
                    joined.manager().get("/api/servers/alpha/calls?name=same").data();
            return calls.size() == 2
                    && keys(calls, "method").allMatch("tools/call"::equals)
                    && keys(calls, "client").anyMatch("joined-test"::equals);
        });
    }

    @Test
    void aSessionOfAllIsNoneOfOneServer() throws Exception {
        startTwo();
        SessionClient client = joined.legacy();
        call(client, "alpha__same", "{}");
        String id = client.opening().headers().firstValue("Mcp-Session-Id").orElseThrow();
        var request = java.net.http.HttpRequest.newBuilder(joined.address("/mcp/alpha"))
                .DELETE()
                .header("Mcp-Session-Id", id)
                .build();
        assertThat(java.net.http.HttpClient.newHttpClient()
                        .send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(404);
        client.end();
        assertThat(joined.manager().gateway().sessions()).isZero();
    }
}
