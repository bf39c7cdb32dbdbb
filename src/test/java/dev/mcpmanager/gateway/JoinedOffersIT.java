package dev.mcpmanager.gateway;

import static dev.mcpmanager.gateway.JoinedManager.call;
import static dev.mcpmanager.gateway.JoinedManager.keys;
import static dev.mcpmanager.gateway.JoinedManager.names;
import static dev.mcpmanager.gateway.JoinedManager.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.gateway.SessionClient.Messages;
import dev.mcpmanager.web.TestManager.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What of the servers is offered: all, a profile's, and without what is switched off. */
@Timeout(60)
class JoinedOffersIT {
    private static final String TOOLS_CHANGED = "notifications/tools/list_changed";

    @TempDir
    private Path directory;

    private JoinedManager joined;

    @BeforeEach
    void start() throws Exception {
        joined = new JoinedManager(directory);
        joined.start("alpha", "{\"tools\": [\"one\", \"two\", \"hold\", \"release\", \"change\"]}");
        joined.start("beta", "{\"tools\": [\"one\", \"two\"], \"prompts\": [\"ask\"]}");
    }

    @AfterEach
    void stop() {
        joined.close();
    }

    @Test
    void aToolThatIsSwitchedOffIsNeitherListedNorCalled() throws Exception {
        SessionClient all = joined.legacy();
        SessionClient alone = joined.legacy("/mcp/alpha");
        assertThat(names(all)).contains("alpha__one");
        assertThat(names(alone)).contains("one");
        Messages told = all.listen();
        Messages toldAlone = alone.listen();
        joined.patch("alpha", "{\"config\": {\"disabledTools\": [\"one\"]}}");
        assertThat(next(told, TOOLS_CHANGED)).isNotNull();
        assertThat(next(toldAlone, TOOLS_CHANGED)).isNotNull();

        assertThat(names(all)).contains("alpha__two", "beta__one").doesNotContain("alpha__one");
        assertThat(names(alone)).contains("two").doesNotContain("one");
        assertThat(call(all, "alpha__one", "{}")).contains("alpha__one");
        assertThat(call(alone, "one", "{}")).contains("The tool one is switched off");
        assertThat(call(all, "alpha__two", "{}")).isEqualTo("alpha ran two");
        String name = "\"name\": \"one\"";
        assertThat(joined.modern("/mcp/alpha", "tools/call", name)
                        .message()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(keys(joined.modern("/mcp/alpha", "tools/list", "").message().at("/result/tools"), "name"))
                .containsExactly("two", "hold", "release", "change");

        joined.patch("alpha", "{\"config\": {\"disabledTools\": null}}");
        assertThat(next(told, TOOLS_CHANGED)).isNotNull();
        assertThat(call(all, "alpha__one", "{}")).isEqualTo("alpha ran one");
        assertThat(call(alone, "one", "{}")).isEqualTo("alpha ran one");
        assertThat(joined.manager().status("alpha").path("restarts").asInt()).isZero();
    }

    @Test
    void aToolThatIsSwitchedOffWhileItIsCalledAnswers() throws Exception {
        SessionClient client = joined.legacy();
        CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> {
            try {
                return call(client, "alpha__hold", "{}");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        await().until(() -> joined.manager().gateway().sessions() == 1
                && call(client, "alpha__two", "{}").equals("alpha ran two"));
        joined.patch("alpha", "{\"config\": {\"disabledTools\": [\"hold\"]}}");
        await().until(() -> !names(client).contains("alpha__hold"));
        await().until(() -> {
            call(client, "alpha__release", "{}");
            return held.isDone();
        });
        assertThat(held.join()).isEqualTo("released");
    }

    @Test
    void aServerThatIsNotOfferedHasItsOwnAddressAlone() throws Exception {
        SessionClient client = joined.legacy();
        assertThat(names(client)).contains("beta__one");
        Messages told = client.listen();
        joined.patch("beta", "{\"config\": {\"offered\": false}}");
        assertThat(next(told, TOOLS_CHANGED)).isNotNull();
        assertThat(names(client)).allMatch(name -> name.startsWith("alpha__"));
        assertThat(client.ask("prompts/list", "{}").next().at("/result/prompts"))
                .isEmpty();
        assertThat(call(client, "beta__one", "{}")).contains("No server that is offered here has the tool");
        assertThat(call(joined.legacy("/mcp/beta"), "one", "{}")).isEqualTo("beta ran one");
    }

    @Test
    void aProfileOffersItsServersAndTools() throws Exception {
        Reply created = joined.manager().post("/api/profiles", """
                {"name": "work", "servers": [{"server": "alpha", "tools": ["two"]}]}""");
        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        assertThat(created.data())
                .hasToString(
                        "{\"name\":\"work\",\"servers\":[{\"server\":\"alpha\",\"tools\":[\"two\"]}],\"path\":\"/mcp?profile=work\"}");
        SessionClient client = joined.legacy("/mcp?profile=work");
        assertThat(names(client)).containsExactly("alpha__two");
        assertThat(call(client, "alpha__one", "{}")).contains("No server that is offered here has the tool");
        assertThat(call(client, "beta__one", "{}")).contains("No server that is offered here has the tool");
        assertThat(call(client, "alpha__two", "{}")).isEqualTo("alpha ran two");
        assertThat(keys(
                        joined.modern("/mcp?profile=work", "tools/list", "")
                                .message()
                                .at("/result/tools"),
                        "name"))
                .containsExactly("alpha__two");

        Messages told = client.listen();
        Reply changed = joined.manager().call("PATCH", "/api/profiles/work", """
                {"servers": [{"server": "alpha"}, {"server": "beta", "tools": ["one"]}]}""");
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(next(told, TOOLS_CHANGED)).isNotNull();
        assertThat(names(client)).hasSize(6).contains("alpha__one", "beta__one").doesNotContain("beta__two");
        joined.manager().call("DELETE", "/api/servers/beta", "");
        await().until(() -> names(client).size() == 5);
        assertThat(joined.manager().get("/api/profiles/work").data().path("servers"))
                .hasSize(1);
    }

    @Test
    void aProfileThatIsNotIsNamedWithThoseThatAre() throws Exception {
        assertThat(unknownProfile()).contains("There is no profile \\\"x\\\"; there are none");
        joined.manager().post("/api/profiles", "{\"name\": \"home\", \"servers\": []}");
        joined.manager().post("/api/profiles", "{\"name\": \"work\", \"servers\": [{\"server\": \"beta\"}]}");
        assertThat(unknownProfile()).contains("There is no profile \\\"x\\\"; those are home, work");
        SessionClient client = joined.legacy("/mcp?profile=work");
        assertThat(names(client)).hasSize(2);
        assertThat(joined.manager().call("DELETE", "/api/profiles/work", "").status())
                .isEqualTo(204);
        Messages refused = client.ask("tools/list", "{}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.next().at("/error/message").asString()).contains("those are home");
    }

    private String unknownProfile() throws Exception {
        var answer = joined.modern("/mcp?profile=x", "tools/list", "");
        assertThat(answer.status()).isEqualTo(404);
        return answer.message().toString();
    }

    @Test
    void aSessionOfOneProfileIsNoneOfAnother() throws Exception {
        joined.manager().post("/api/profiles", "{\"name\": \"home\", \"servers\": []}");
        SessionClient client = joined.legacy();
        String id = client.opening().headers().firstValue("Mcp-Session-Id").orElseThrow();
        assertThat(client.at(joined.address("/mcp?profile=home"))
                        .ask("tools/list", "{}")
                        .status())
                .as(id)
                .isEqualTo(404);
    }

    @Test
    void badProfilesAreRefusedWithWhatIsWrong() throws Exception {
        JsonNode errors = joined.manager().post("/api/profiles", """
                        {"name": "Not One", "servers": [{"server": "gamma"}, {"server": "alpha"}, {"server": "alpha"},
                         {"server": "beta", "tools": "all"}], "more": 1}""").body().path("errors");
        assertThat(keys(errors, "field"))
                .containsExactlyInAnyOrder(
                        "name", "servers[0].server", "servers[2].server", "servers[3].tools", "more");
        joined.manager().post("/api/profiles", "{\"name\": \"home\", \"servers\": []}");
        assertThat(joined.manager()
                        .post("/api/profiles", "{\"name\": \"home\", \"servers\": []}")
                        .status())
                .isEqualTo(409);
        assertThat(joined.manager()
                        .call("PATCH", "/api/profiles/home", "{\"name\": \"other\", \"servers\": []}")
                        .status())
                .isEqualTo(400);
        assertThat(joined.manager().get("/api/profiles/none").status()).isEqualTo(404);
    }

    @Test
    void eachSessionHasADedicatedServerForItself() throws Exception {
        joined.create("own", "{\"tools\": [\"elicit\", \"one\"]}", "{\"sessions\": \"dedicated\", \"maxSessions\": 1}");
        joined.create("two", "{\"tools\": [\"one\"]}", "{\"sessions\": \"dedicated\", \"maxSessions\": 1}");
        joined.start("own");
        joined.start("two");
        SessionClient client = joined.legacy();
        await().until(() -> names(client).containsAll(List.of("own__elicit", "two__one")));
        assertThat(call(client, "two__one", "{}")).isEqualTo("two ran one");
        Messages messages =
                client.ask("tools/call", "{\"name\": \"own__elicit\", \"arguments\": {\"message\": \"m\"}}");
        JsonNode question = messages.next();
        assertThat(question.at("/params/message").asString())
                .as(question.toString())
                .isEqualTo("m");
        client.answer(question, "{\"action\": \"decline\"}");
        assertThat(JoinedManager.text(messages)).contains("decline");
        SessionClient other = joined.legacy();
        assertThat(call(other, "own__one", "{}")).contains("config.maxSessions");
        assertThat(call(other, "two__one", "{}")).contains("config.maxSessions");
        client.end();
        SessionClient next = joined.legacy();
        await().until(() -> call(next, "own__one", "{}").equals("own ran one"));
        await().until(() -> call(next, "two__one", "{}").equals("two ran one"));
    }
}
