package dev.mcpmanager.gateway;

import static dev.mcpmanager.gateway.RemoteScripts.legacy;
import static dev.mcpmanager.gateway.RemoteScripts.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.gateway.HostileServer.Answer;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Reply;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Script;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Remote servers that ask for roots on their standing stream, beside calls. */
@Timeout(60)
class RemoteRootsIT {
    @TempDir
    private Path directory;

    @Test
    void aServerThatAsksForRootsBesideACallKeepsNobodyElseWaiting() throws Exception {
        var called = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Script calls = legacy("s-1", request -> {
            if (!request.message().has("method")) {
                refused.countDown();
                return Reply.ACCEPTED;
            }
            if (request.message().at("/params/name").asString().equals("slow")) {
                called.countDown();
                end.await();
            }
            return result("done");
        });
        try (var server = new ScriptedHttpServer(asking(calls, called));
                HostileServer managed = manage(server)) {
            CompletableFuture<Answer> slow = managed.modernCall("slow", "{}", "");
            refused.await();
            assertThat(managed.modernCall("fast", "{}", "").join().text()).isEqualTo("done");
            assertThat(slow).isNotDone();
            end.countDown();
            assertThat(slow.join().text()).isEqualTo("done");
        }
    }

    @Test
    void rootsAreAskedOfTheSessionThatToldOfThemThoughOthersAreAtWork() throws Exception {
        var called = new CountDownLatch(2);
        var told = new CountDownLatch(1);
        var answers = new LinkedBlockingQueue<JsonNode>();
        Script calls = legacy("s-1", request -> {
            String method = request.message().path("method").asString("");
            switch (method) {
                case "notifications/roots/list_changed" -> told.countDown();
                case "" -> answers.add(request.message());
                case "tools/call" -> {
                    called.countDown();
                    answers.add(answers.take());
                }
                default -> {}
            }
            return request.message().has("id") && !method.isEmpty() ? result("done") : Reply.ACCEPTED;
        });
        try (var server = new ScriptedHttpServer(asking(calls, called, told));
                HostileServer managed = manage(server)) {
            CompletableFuture<Answer> one = managed.modernCall("one", "{}", "");
            CompletableFuture<Answer> other = managed.modernCall("other", "{}", "");
            SessionClient client = SessionClient.open(managed.address(), """
                    {"protocolVersion":"2025-06-18","capabilities":{"roots":{}},"clientInfo":{"name":"c","version":"1"}}""");
            JsonNode question = client.listen().next();
            assertThat(question.path("method").asString()).isEqualTo("roots/list");
            client.answer(question, "{\"roots\": []}");
            assertThat(one.join().text()).isEqualTo("done");
            assertThat(other.join().text()).isEqualTo("done");
            assertThat(answers.remove().path("result").toString()).isEqualTo("{\"roots\":[]}");
        }
    }

    private HostileServer manage(ScriptedHttpServer server) throws Exception {
        return new HostileServer(directory, GatewaySettings.DEFAULT, RemoteScripts.definition(server.endpoint()));
    }

    /** Does in calls as told, and asks on its standing stream once all of this has happened. */
    private static Script asking(Script calls, CountDownLatch... happened) {
        return request -> {
            if (!request.method().equals("GET")) {
                return calls.answer(request);
            }
            for (CountDownLatch each : happened) {
                each.await();
            }
            return new Reply(
                    200,
                    Map.of("Content-Type", "text/event-stream"),
                    "data: {\"jsonrpc\":\"2.0\",\"id\":\"roots\",\"method\":\"roots/list\"}\n\n");
        };
    }
}
