package dev.mcpmanager.gateway;

import static dev.mcpmanager.gateway.JoinedManager.call;
import static dev.mcpmanager.gateway.JoinedManager.keys;
import static dev.mcpmanager.gateway.JoinedManager.names;
import static dev.mcpmanager.gateway.JoinedManager.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Many servers at one address, some of which err: they delay and hide nobody else's. */
@Timeout(180)
class ManyServersIT {
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

    private void create(String name, String... arguments) throws Exception {
        URL script = Objects.requireNonNull(ManyServersIT.class.getResource("/servers/small.sh"));
        ObjectNode definition = Json.STRICT.createObjectNode().put("name", name).put("type", "command");
        definition.put("command", "sh");
        var args = definition
                .putArray("args")
                .add(Path.of(script.toURI()).toString())
                .add(name);
        List.of(arguments).forEach(args::add);
        joined.manager().create(definition.toString());
    }

    private void startAll(List<String> names) {
        CompletableFuture.allOf(names.stream()
                        .map(name -> CompletableFuture.runAsync(() -> start(name)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void start(String name) {
        try {
            joined.start(name);
        } catch (Exception e) {
            throw new AssertionError(name, e);
        }
    }

    @Test
    void aHundredServersAreListedThoughOneIsDeadOneHangsAndOneIsSlow() throws Exception {
        List<String> healthy =
                IntStream.range(0, 97).mapToObj(number -> "server-" + number).toList();
        for (String name : healthy) {
            create(name, "20");
        }
        create("dead", "20");
        create("hanging", "20", "hanging");
        create("slow", "20", "slow");
        List<String> running = new ArrayList<>(healthy);
        running.addAll(List.of("dead", "hanging", "slow"));
        startAll(running);
        SessionClient client = joined.legacy();
        await().atMost(Duration.ofSeconds(60)).until(() -> names(client).size() == 99 * 20);
        joined.manager().post("/api/servers/dead/stop", "");
        await().until(() -> names(client).size() == 98 * 20);

        assertThat(names(client))
                .contains("server-0__tool_0", "server-96__tool_19", "slow__tool_0")
                .noneMatch(name -> name.startsWith("dead__") || name.startsWith("hanging__"))
                .doesNotHaveDuplicates();
        assertThat(call(client, "server-42__tool_7", "{}")).isEqualTo("server-42 answers");
        assertThat(call(client, "dead__tool_0", "{}")).contains("No server that is offered here");
        assertThat(keys(joined.modern("/mcp", "tools/list", "").message().at("/result/tools"), "name"))
                .isEqualTo(names(client));
    }

    @Test
    void serversWhoseNamesAreCutAlikeAreToldApart() throws Exception {
        String first = "a-server-whose-name-is-long-enough-to-be-cut-off-one";
        String second = "a-server-whose-name-is-long-enough-to-be-cut-off-two";
        joined.start(first, "{\"tools\": [\"a tool\", \"a_tool\"]}");
        joined.start(second, "{\"tools\": [\"a tool\", \"a_tool\"]}");
        SessionClient client = joined.legacy();
        List<String> offered = names(client);
        assertThat(offered).hasSize(4).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}"));
        List<String> answers = new ArrayList<>();
        for (String name : offered) {
            answers.add(call(client, name, "{}"));
        }
        assertThat(answers)
                .containsExactly(
                        first + " ran a tool", first + " ran a_tool", second + " ran a tool", second + " ran a_tool");
    }

    @Test
    void twoThousandToolsOfOneServerAreListedAtOnceAndEachIsCalled() throws Exception {
        create("huge", "2000");
        joined.start("huge");
        SessionClient client = joined.legacy();
        await().until(() -> names(client).size() == 2_000);
        assertThat(call(client, "huge__tool_1999", "{}")).isEqualTo("huge answers");
    }

    @Test
    void aListThatChangesWhileItIsReadIsReadFromItsBeginning() throws Exception {
        String many = String.join(
                "\",\"",
                IntStream.range(0, 6_000).mapToObj(number -> "tool" + number).toList());
        create("quiet", "1");
        joined.start("quiet");
        joined.start("many", "{\"tools\": [\"change\"]}");
        SessionClient client = joined.legacy();
        await().until(() -> names(client).size() == 2);
        call(client, "many__change", "{\"names\": [\"change\", \"%s\"]}".formatted(many));
        await().until(() -> names(client).size() == 5_000);
        JsonNode first = client.ask("tools/list", "{}").next().path("result");
        String cursor = first.path("nextCursor").asString();
        JsonNode second = page(client, cursor).path("result");
        assertThat(second.path("tools")).hasSize(1_002);
        assertThat(second.has("nextCursor")).isFalse();

        call(client, "many__change", "{\"names\": [\"new\", \"%s\"]}".formatted(many));
        await().until(() -> page(client, cursor).has("error"));
        assertThat(page(client, cursor).at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(page(client, cursor).at("/error/message").asString()).contains("from its beginning");
        assertThat(names(client)).contains("many__new");
        assertThat(page(client, "nonsense").at("/error/code").asInt()).isEqualTo(-32602);
    }

    private static JsonNode page(SessionClient client, String cursor) throws Exception {
        return client.ask("tools/list", "{\"cursor\": \"%s\"}".formatted(cursor))
                .next();
    }

    @Test
    void aServerThatStartsLaterIsTold() throws Exception {
        create("first", "1");
        create("second", "1");
        joined.start("first");
        SessionClient client = joined.legacy();
        await().until(() -> names(client).equals(List.of("first__tool_0")));
        var told = client.listen();
        joined.start("second");
        assertThat(next(told, "notifications/tools/list_changed")).isNotNull();
        assertThat(names(client)).containsExactly("first__tool_0", "second__tool_0");
        joined.patch("second", "{\"name\": \"renamed\"}");
        assertThat(next(told, "notifications/tools/list_changed")).isNotNull();
        assertThat(call(client, "renamed__tool_0", "{}")).isEqualTo("second answers");
    }
}
