package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.gateway.HostileServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the modern era, at a legacy server that misbehaves. */
@Timeout(60)
class ModernClientIT {
    private static final String REPEATED = "{\"messages\":[],\"a\":1,\"a\":2}";

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
    void aQuestionThatRepeatsAMemberReachesTheClient() {
        String arguments = "{\"params\":" + escaped(REPEATED) + "}";
        String asked = server.modernCall("ask", arguments, "").join().response().body();
        assertThat(asked).contains("input_required").contains(REPEATED);
    }

    @Test
    void argumentsThatRepeatAMemberDoNotKeepACallFromAsking() {
        String arguments = "{\"x\":1,\"x\":2}";
        Answer asked = server.modernCall("ask", arguments, "").join();
        assertThat(asked.result().path("resultType").asString()).isEqualTo("input_required");
        assertThat(asked.result().path("inputRequests").propertyNames()).containsExactly("sampling-1");
        assertThat(server.modernRetry("ask", arguments, asked).join().text()).isEqualTo("answered");
    }

    @Test
    void anErrorThatAsksForUrlsUnreadablyIsPassedOnAsItIs() {
        Answer answer = raw("{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32042,\"message\":\"m\",\"data\":"
                + "{\"elicitations\":[{\"url\":\"a\",\"url\":\"b\"}]}}}");
        assertThat(answer.response().body()).contains("-32042");
    }

    @Test
    void anErrorThatAsksForUrlsIsAskedForOfTheClient() {
        Answer answer = raw("{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32042,\"message\":\"m\",\"data\":"
                + "{\"elicitations\":[{\"url\":\"http://a/\"}]}}}");
        assertThat(answer.result()
                        .path("inputRequests")
                        .path("elicitation-1")
                        .path("params")
                        .path("url")
                        .asString())
                .isEqualTo("http://a/");
    }

    @Test
    void aUriThatIsNoStringAndNotFoundIsAnswered() {
        String body = server.modern("resources/read", "", "\"uri\":{\"a\":1,\"a\":2}")
                .join()
                .response()
                .body();
        assertThat(body).contains("-32602").contains("{\"uri\":{\"a\":1,\"a\":2}}");
    }

    @Test
    void aFilterThatRepeatsAMemberIsRefused() {
        Answer answer = server.modern("subscriptions/listen", "", "\"notifications\":{\"a\":1,\"a\":2}")
                .join();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32602);
    }

    @Test
    void aClientCannotCancelTheRequestOfAnother() {
        for (int id = 1; id <= 20; id++) {
            Answer answer = server.modernNotification("notifications/cancelled", "\"requestId\":" + id)
                    .join();
            assertThat(answer.status()).isEqualTo(202);
        }
        assertThat(server.modernCall("cancelled", "{}", "").join().text()).isEqualTo("[]");
    }

    @Test
    void answersToSeveralQuestionsTakeOneTurn() {
        String arguments = "{\"count\":2}";
        Answer asked = server.modernCall("ask", arguments, "").join();
        assertThat(asked.result().path("inputRequests").size()).isEqualTo(2);
        var other = server.modernCall("wait", "{}", "");
        assertThat(server.modern("tools/list", "", "").join().status()).isEqualTo(200);
        var retried = server.modernRetry("ask", arguments, asked);
        assertThat(server.modern("tools/list", "", "").join().status()).isEqualTo(200);
        server.modern("completion/complete", "", "").join();
        assertThat(other.join().text()).isEqualTo("waited");
        assertThat(retried.join().text()).isEqualTo("answered answered");
        assertThat(server.modernCall("echo", "{\"text\":\"next\"}", "").join().text())
                .isEqualTo("next");
    }

    @Test
    void aCallThatWaitsForItsTurnGoesWithItsClient() {
        server.modernCall("ask", "{}", "").join();
        var holder = server.modernCall("wait", "{}", "");
        server.modern("tools/list", "", "").join();
        var left = server.modernCall("echo", "{\"text\":\"left\"}", "");
        server.modern("tools/list", "", "").join();
        left.cancel(true);
        var next = server.modernCall("echo", "{\"text\":\"next\"}", "");
        server.modern("completion/complete", "", "").join();
        assertThat(holder.join().text()).isEqualTo("waited");
        assertThat(next.join().text()).isEqualTo("next");
    }

    @Test
    void aStateIsGoodForOneTryOfItsOwnRequest() {
        Answer asked = server.modernCall("ask", "{}", "").join();
        assertThat(server.modernRetry("ask", "{\"count\":2}", asked).join().code())
                .isEqualTo(-32602);
        assertThat(server.modernRetry("echo", "{}", asked).join().code()).isEqualTo(-32602);
        assertThat(server.modernRetry("ask", "{}", asked).join().text()).isEqualTo("answered");
        Answer replayed = server.modernRetry("ask", "{}", asked).join();
        assertThat(replayed.status()).isEqualTo(400);
        assertThat(replayed.code()).isEqualTo(-32602);
    }

    @Test
    void aServerThatDiesWhileACallIsHeldIsToldOfAtTheNextTry() {
        Answer asked = server.modernCall("ask", "{}", "").join();
        assertThat(server.modernCall("die", "{}", "").join().code()).isEqualTo(-32603);
        assertThat(server.modernRetry("ask", "{}", asked).join().code()).isEqualTo(-32603);
    }

    @Test
    void moreQuestionsThanAClientCanTakeAreRefused() {
        Answer asked = server.modernCall("ask", "{\"count\":1500}", "").join();
        assertThat(asked.result().path("inputRequests").size()).isLessThanOrEqualTo(ModernCall.MAX_QUESTIONS);
    }

    private Answer raw(String line) {
        return server.modernCall("raw", "{\"lines\":[" + escaped(line) + "]}", "")
                .join();
    }

    private static String escaped(String text) {
        return dev.mcpmanager.json.Json.STRICT.writeValueAsString(text);
    }
}
