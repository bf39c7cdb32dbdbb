package dev.mcpmanager.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.testing.RecordingListener;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Received;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Reply;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Script;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients that share a connection over HTTP get from a legacy server. */
@Timeout(60)
class HttpPeerIT {
    private static final Reply NOT_OFFERED = new Reply(405, Map.of(), "");

    /** How long the connection waited before it did something again. */
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            pauses.add(Duration.of(delay, unit.toChronoUnit()));
            return super.schedule(task, delay, unit);
        }
    };
    private final ScriptedHttpServer server = new ScriptedHttpServer(_ -> Reply.ACCEPTED);
    private final RecordingListener listener = new RecordingListener();
    private final HttpConnection connection = new HttpConnection(
            "one",
            new HttpTarget(server.endpoint(), Map.of()),
            new ClientInfo("test", "1"),
            listener,
            scheduler,
            1024 * 1024);
    private final Clients clients = new Clients(connection);

    HttpPeerIT() throws Exception {}

    @AfterEach
    void close() {
        connection.close("was closed by the test");
        server.close();
        scheduler.shutdownNow();
    }

    /** Writes down what it is told, and answers each question. */
    private record Clients(McpConnection connection, List<String> told) implements Peer {
        Clients(McpConnection connection) {
            this(connection, new CopyOnWriteArrayList<>());
        }

        @Override
        public void notified(Notification notification, Optional<AnswerListener> call) {
            told.add(notification.method() + " in " + call);
        }

        @Override
        public void requested(Request request, Optional<AnswerListener> call) {
            told.add(request.method() + " in " + call);
            connection.send(new Result(request.id(), RawJson.EMPTY_OBJECT));
        }

        @Override
        public void renewed() {
            told.add("renewed");
        }

        @Override
        public void closed() {
            told.add("closed");
        }
    }

    /** A client's call. */
    private record Call(String name, CompletableFuture<Response> outcome) implements AnswerListener {
        Call(String name) {
            this(name, new CompletableFuture<>());
        }

        @Override
        public void answered(Response response) {
            outcome.complete(response);
        }

        @Override
        public void failed(ProblemException why) {
            outcome.completeExceptionally(why);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private void connect(String session, Script script) throws Exception {
        serve(session, script);
        McpSession.open(connection, Duration.ofSeconds(20)).get(20, TimeUnit.SECONDS);
        connection.attach(clients);
    }

    private void serve(String session, Script script) {
        server.become(request -> switch (request.method()) {
            case "server/discover" -> Reply.error(400, -32000);
            case "initialize" -> Reply.result("""
                        {"protocolVersion": "2025-11-25", "capabilities": {}, "serverInfo": {"name": "s"}}
                        """).with("Mcp-Session-Id", session);
            case "POST", "notifications/initialized", "notifications/cancelled" -> Reply.ACCEPTED;
            default ->
                session.equals(request.headers().getFirst("Mcp-Session-Id"))
                        ? script.answer(request)
                        : Reply.error(404, -32001);
        });
    }

    private Call call(String name) {
        var call = new Call(name);
        connection.forward(
                "tools/call",
                _ -> Optional.of(RawJson.of(Json.STRICT.createObjectNode().put("name", name))),
                call);
        return call;
    }

    private static Reply stream(String events) {
        return new Reply(200, Map.of("Content-Type", "text/event-stream"), events.replace("/", "\n"));
    }

    private static String message(String members) {
        return "data: {\"jsonrpc\":\"2.0\"," + members + "}//";
    }

    private static final String ANSWER = message("\"id\":ID,\"result\":{}");

    private List<Received> received(String method) {
        return server.received().stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    @Test
    void whatComesOnTheStreamOfACallBelongsToThatCall() throws Exception {
        connect(
                "s-1",
                request -> request.method().equals("GET")
                        ? NOT_OFFERED
                        : stream(message("\"method\":\"told\"") + message("\"id\":7,\"method\":\"asked\"") + ANSWER));
        assertThat(call("a").outcome().get()).isInstanceOf(Result.class);
        assertThat(call("b").outcome().get()).isInstanceOf(Result.class);
        assertThat(clients.told())
                .containsExactly(
                        "told in Optional[a]", "asked in Optional[a]", "told in Optional[b]", "asked in Optional[b]");
        assertThat(listener.notifications).hasSize(2);
        await().until(() -> received("POST").size() == 2);
        assertThat(received("POST")).allSatisfy(answer -> {
            assertThat(answer.message().path("id").asInt()).isEqualTo(7);
            assertThat(answer.headers().getFirst("Mcp-Session-Id")).isEqualTo("s-1");
        });
    }

    @Test
    void aPingOfTheServerIsAnsweredWithoutClients() throws Exception {
        connect(
                "s-1",
                request -> request.method().equals("GET")
                        ? NOT_OFFERED
                        : stream(message("\"id\":7,\"method\":\"ping\"") + ANSWER));
        assertThat(call("a").outcome().get()).isInstanceOf(Result.class);
        await().until(() -> received("POST").size() == 1);
        assertThat(clients.told()).isEmpty();
    }

    @Test
    void whatTheServerSaysByItselfIsHeardAgainAfterItsStreamEnds() throws Exception {
        connect(
                "s-1",
                request -> request.headers().getFirst("Last-Event-ID") == null
                        ? stream("id: 5/retry: 10/" + message("\"method\":\"first\""))
                        : stream("retry: 60000/" + message("\"method\":\"second\"")));
        await().until(() -> clients.told().size() == 2);
        assertThat(clients.told()).containsExactly("first in Optional.empty", "second in Optional.empty");
        assertThat(received("GET").getLast().headers().getFirst("Last-Event-ID"))
                .isEqualTo("5");
    }

    @Test
    void aStreamThatBrokeOffGoesOnThere() throws Exception {
        connect("s-1", request -> {
            if (request.method().equals("tools/call")) {
                return stream("id: 1/retry: 10/data: //");
            }
            return request.headers().getFirst("Last-Event-ID") == null
                    ? NOT_OFFERED
                    : stream(message("\"id\":1,\"result\":{\"resumed\":true}"));
        });
        assertThat(call("a").outcome().get())
                .isEqualTo(new Result(
                        new JsonRpcId.Int(1),
                        RawJson.of(Json.STRICT.createObjectNode().put("resumed", true))));
        assertThat(received("tools/call")).hasSize(1);
    }

    @Test
    void aStreamThatNeverGetsFurtherIsGivenUp() throws Exception {
        connect(
                "s-1",
                request -> request.method().equals("tools/call")
                        ? stream("id: 1/retry: 1/data: //")
                        : stream("retry: 1/: nothing//"));
        assertThat(call("a").outcome())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("closed the stream before it answered tools/call");
    }

    @Test
    void aCallIsNotMadeTwiceWhenTheServerForgetsItInMidAnswer() throws Exception {
        connect("s-1", request -> {
            if (request.method().equals("tools/call")) {
                serve("s-2", _ -> Reply.result("{}"));
                return stream("id: 1/retry: 10/data: //");
            }
            return NOT_OFFERED;
        });
        assertThat(call("a").outcome())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("whether tools/call was carried out is not known; look before you try again");
        assertThat(received("tools/call")).hasSize(1);
        assertThat(call("b").outcome().get()).isInstanceOf(Result.class);
    }

    @Test
    void aServerThatWantsNoPauseIsNotAskedWithoutOne() throws Exception {
        connect("s-1", request -> {
            boolean again = request.headers().getFirst("Last-Event-ID") != null;
            return switch (request.method()) {
                case "tools/call" -> stream("retry: 0/id: 1/data: //");
                default -> again ? stream(message("\"id\":1,\"result\":{}")) : stream("retry: 0//");
            };
        });
        assertThat(call("a").outcome().get()).isInstanceOf(Result.class);
        await().until(() -> received("GET").size() == 3);
        assertThat(pauses)
                .contains(Duration.ofMillis(100), Duration.ofSeconds(1))
                .allMatch(pause -> pause.toMillis() >= 100);
    }

    @Test
    void theServersOwnStreamIsOpenedAgainAfterAnotherSignIn() throws Exception {
        var opened = new AtomicInteger();
        connect("s-1", _ -> switch (opened.incrementAndGet()) {
            case 1 -> stream(message("\"method\":\"first\""));
            case 2 -> new Reply(401, Map.of(), "");
            case 3 -> stream(message("\"method\":\"second\""));
            default -> NOT_OFFERED;
        });
        await().until(() -> clients.told().size() == 2);
        assertThat(clients.told()).containsExactly("first in Optional.empty", "second in Optional.empty");
    }

    @Test
    void clientsAreToldOfANewSession() throws Exception {
        Script answering = request -> request.method().equals("GET") ? NOT_OFFERED : Reply.result("{}");
        connect("s-1", answering);
        serve("s-2", answering);
        assertThat(call("a").outcome().get()).isInstanceOf(Result.class);
        assertThat(clients.told()).containsExactly("renewed");
        assertThat(listener.notices).containsExactly("has lost its MCP session, and a new one was opened");
    }

    @Test
    void nobodyHearsOfACancelledCall() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        connect("s-1", request -> {
            if (request.method().equals("GET")) {
                return NOT_OFFERED;
            }
            asked.countDown();
            answer.await();
            return Reply.result("{}");
        });
        Call call = call("a");
        asked.await();
        connection.cancel(1, "not wanted");
        await().until(() -> received("notifications/cancelled").size() == 1);
        answer.countDown();
        assertThat(received("notifications/cancelled").getFirst().message().path("params"))
                .hasToString("{\"requestId\":1,\"reason\":\"not wanted\"}");
        assertThat(connection.waiting()).isEmpty();
        assertThat(call.outcome()).isNotDone();
    }

    @Test
    void theSessionIsEndedWithTheConnection() throws Exception {
        connect("s-1", request -> request.method().equals("GET") ? NOT_OFFERED : Reply.ACCEPTED);
        connection.close("was stopped");
        await().until(() -> received("DELETE").size() == 1);
        assertThat(clients.told()).containsExactly("closed");
    }
}
