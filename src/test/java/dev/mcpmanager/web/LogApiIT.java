package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.web.TestManager.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Logs of real processes, by REST and by the live socket. */
class LogApiIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path dir;

    private TestManager manager;

    @BeforeEach
    void start() {
        manager = new TestManager(dir);
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @AfterAll
    static void closeClient() {
        HTTP.close();
    }

    /** Runs a shell script as a server that stays, and waits for a line of it. */
    private void run(String name, String script, String lastLine) throws Exception {
        var definition = Json.STRICT
                .createObjectNode()
                .put("name", name)
                .put("type", "command")
                .put("command", "sh");
        definition.putArray("args").add("-c").add(script + "; exec sleep 1000");
        definition.put("transport", "http");
        manager.create(definition.toString());
        manager.post("/api/servers/" + name + "/start", "");
        await().until(() ->
                !search(name, "q=" + lastLine + "&source=stdout,stderr").isEmpty());
    }

    private List<String> search(String server, String query) throws IOException, InterruptedException {
        return messages(manager.get("/api/servers/" + server + "/logs/search?" + query));
    }

    private static List<String> messages(Reply reply) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        return reply.data()
                .valueStream()
                .map(line -> line.path("message").asString())
                .toList();
    }

    @Test
    void linesAreFoundByTextLevelSourceRunAndTime() throws Exception {
        run("finds", "echo plain; echo 'ERROR: it broke' >&2; echo '[WARN] Mind the GAP'; echo done", "done");
        manager.post("/api/servers/finds/restart", "");
        await().until(() -> search("finds", "q=done&source=stdout").size() == 2);

        assertThat(search("finds", "q=mind+the+gap")).containsExactly("[WARN] Mind the GAP", "[WARN] Mind the GAP");
        assertThat(search("finds", "q=mind+the+gap&case=true")).isEmpty();
        assertThat(search("finds", "q=the+g.p&regex=true&run=1")).containsExactly("[WARN] Mind the GAP");
        assertThat(search("finds", "level=error&source=stderr&limit=1")).containsExactly("ERROR: it broke");
        assertThat(search("finds", "run=1&source=stdout")).containsExactly("done", "[WARN] Mind the GAP", "plain");
        assertThat(search("finds", "to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(search("finds", "source=system&run=1&q=ready")).hasSize(1);
        assertThat(messages(manager.get("/api/logs/search?q=it+broke&run=2"))).containsExactly("ERROR: it broke");
    }

    @Test
    void pagesAndContextAreWithoutHoles() throws Exception {
        run("pages", "for i in $(seq 1 2500); do echo line $i; done", "line+2500");
        List<String> expected = IntStream.rangeClosed(1, 2_500)
                .mapToObj(i -> "line " + i)
                .toList()
                .reversed();

        assertThat(all("/api/servers/pages/logs/search?source=stdout&limit=400", "&cursor="))
                .isEqualTo(expected);
        assertThat(all("/api/servers/pages/logs?limit=999", "&before=")).containsAll(expected);
        Reply hit = manager.get("/api/servers/pages/logs/search?q=line+1200");
        long sequence = hit.data().path(0).path("sequence").asLong();
        assertThat(messages(manager.get("/api/servers/pages/logs/context?before=2&after=1&sequence=" + sequence)))
                .containsExactly("line 1198", "line 1199", "line 1200", "line 1201");
    }

    private List<String> all(String path, String cursor) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        String next = "";
        while (true) {
            Reply page = manager.get(path + next);
            found.addAll(messages(page));
            if (page.body().path("next").isNull()) {
                return found;
            }
            next = cursor + page.body().path("next").asString();
        }
    }

    @Test
    void aSearchIsStreamedWhenAskedTo() throws Exception {
        run("streams", "for i in $(seq 1 500); do echo line $i; done", "line+500");
        HttpResponse<String> reply = HTTP.send(
                request("/api/servers/streams/logs/search?source=stdout&limit=300", "Accept", "application/x-ndjson"),
                BodyHandlers.ofString());

        assertThat(reply.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<JsonNode> messages =
                reply.body().lines().map(Json.STRICT::readTree).toList();
        List<String> lines = messages.stream()
                .flatMap(message -> message.path("lines").valueStream())
                .map(line -> line.path("message").asString())
                .toList();
        assertThat(lines)
                .isEqualTo(IntStream.rangeClosed(201, 500)
                        .mapToObj(i -> "line " + i)
                        .toList()
                        .reversed());
        assertThat(messages.getLast().path("end").path("next").isString()).isTrue();
        assertThat(messages.getLast().path("end").path("timedOut").asBoolean()).isFalse();
    }

    @Test
    void exportsHaveEverythingInEveryFormatAlsoCompressed() throws Exception {
        run("exports", "printf '=1+1,\"x\"\\nlast\\n'", "last");
        String path = "/api/servers/exports/logs/export?source=stdout&format=";

        JsonNode json = Json.STRICT.readTree(text(path + "json"));
        assertThat(json.valueStream().map(line -> line.path("message").asString()))
                .containsExactly("=1+1,\"x\"", "last");
        assertThat(text(path + "ndjson").lines().map(Json.STRICT::readTree)).hasSize(2);
        assertThat(text(path + "csv")).contains("\"'=1+1,\"\"x\"\"\"").endsWith("\r\n");
        assertThat(text(path + "txt")).contains("INFO (stdout): =1+1,\"x\"\n");
        assertThat(text("/api/logs/export?source=stdout&format=txt")).contains("INFO (stdout): exports: last\n");

        HttpResponse<InputStream> zipped = HTTP.send(
                request(path + "txt", "Accept-Encoding", "br;q=1.0, gzip;q=0.8"), BodyHandlers.ofInputStream());
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"exports-logs.txt\"");
        assertThat(new String(new GZIPInputStream(zipped.body()).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(text(path + "txt"));
        HttpResponse<byte[]> refused =
                HTTP.send(request(path + "txt", "Accept-Encoding", "gzip;q=0"), BodyHandlers.ofByteArray());
        assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new ByteArrayInputStream(refused.body()))
                .hasSameContentAs(new ByteArrayInputStream(text(path + "txt").getBytes(StandardCharsets.UTF_8)));
    }

    private String text(String path) throws IOException, InterruptedException {
        return manager.get(path).response().body();
    }

    private HttpRequest request(String path, String header, String value) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + manager.port() + path))
                .header("Authorization", "Bearer " + TestManager.TOKEN.text())
                .header(header, value)
                .build();
    }

    @Test
    void anExportThatIsAbandonedHoldsUpNobody() throws Exception {
        run("abandons", "seq -f 'a line that is long enough to fill buffers soon %g' 1 200000", "soon+200000");
        for (int i = 0; i < 20; i++) {
            HttpResponse<InputStream> export =
                    HTTP.send(request("/api/logs/export", "Accept", "*/*"), BodyHandlers.ofInputStream());
            assertThat(export.body().read()).isEqualTo('[');
            export.body().close();
        }

        assertThat(search("abandons", "q=soon+77777")).hasSize(1);
        assertThat(text("/api/servers/abandons/logs/export?format=ndjson&source=stdout")
                        .lines())
                .hasSize(200_000);
    }

    @Test
    void oneExportTooManyIsRefusedAndAPlaceThatIsLeftIsFreeAgain() throws Exception {
        run("crowds", "seq -f 'a line that is long enough to fill every buffer soon %g' 1 300000", "soon+300000");
        List<InputStream> stalled = new ArrayList<>();
        for (int i = 0; i < LogExportRoutes.MAX_EXPORTS; i++) {
            stalled.add(HTTP.send(request("/api/logs/export", "Accept", "*/*"), BodyHandlers.ofInputStream())
                    .body());
        }

        manager.get("/api/logs/export").assertProblem(503, "16 exports under way");
        for (InputStream each : stalled) {
            each.close();
        }
        await().until(() -> manager.get("/api/servers/crowds/logs/export?run=7").status() == 200);
    }

    @Test
    void theHistogramCountsEveryLineOnce() throws Exception {
        run("counts", "seq 1 700; seq -f 'ERROR %g' 1 300 >&2; echo done", "done");
        JsonNode histogram = manager.get("/api/servers/counts/logs/histogram?source=stdout,stderr&buckets=7")
                .data();

        assertThat(histogram.path("buckets")).hasSize(7);
        assertThat(sum(histogram, "info")).isEqualTo(701);
        assertThat(sum(histogram, "error")).isEqualTo(300);
        assertThat(sum(manager.get("/api/logs/histogram?source=stderr").data(), "error"))
                .isEqualTo(300);
    }

    private static long sum(JsonNode histogram, String level) {
        return histogram
                .path("buckets")
                .valueStream()
                .mapToLong(bucket -> bucket.path(level).asLong())
                .sum();
    }

    @Test
    void whatServersTellByNotificationsIsLogWithItsLevel() throws Exception {
        manager.createFixture("notifies");
        manager.post("/api/servers/notifies/start", "");
        manager.post("/api/servers/notifies/tools/log/call", "{\"arguments\": {\"message\": \"careful\"}}");

        await().until(() -> search("notifies", "q=careful&level=warn").size() == 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            logs/search?q=(&regex=true           | q
            logs/search?q=(?=x)&regex=true       | q
            logs/search?level=loud               | level: must be of debug, info, warn, error
            logs/search?from=yesterday           | from: must be an instant
            logs/search?limit=1001               | limit: must be a whole number from 1 to 1000
            logs/search?cursor=x                 | cursor: must be a whole number
            logs/search?colour=red               | colour: is not known here
            logs/context                         | sequence: is required
            logs/context?sequence=1&before=501   | before: must be a whole number from 0 to 500
            logs/histogram?buckets=0             | buckets: must be a whole number
            logs/histogram?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | from
            logs/histogram?to=-1000000000-01-01T00:00:00Z | to: must be after from
            logs/histogram?q=x                   | q: is not known here
            logs/export?format=xlsx              | format: must be json, ndjson, csv or txt
            """)
    void badParametersAreNamed(String path, String message) throws Exception {
        manager.create("{\"name\": \"any\", \"type\": \"command\", \"command\": \"sh\"}");
        manager.get("/api/servers/any/" + path.replace("(", "%28").replace("=x)", "%3Dx)"))
                .assertProblem(400, message);
    }

    @Test
    void longAndOddNeedlesAreFoundOrNot() throws Exception {
        run(
                "odd",
                "printf 'nul \\000 here\\n\\377\\376 bad bytes\\n\\033[31mred\\033[0m alert\\n'; "
                        + "head -c 20000 /dev/zero | tr '\\0' x; echo; echo done",
                "done");

        assertThat(search("odd", "q=" + "x".repeat(6_000))).hasSize(1);
        assertThat(search("odd", "q=red+alert")).containsExactly("\u001b[31mred\u001b[0m alert");
        assertThat(search("odd", "q=nul+%00+here")).hasSize(1);
        assertThat(search("odd", "q=bad+bytes").getFirst()).isEqualTo("\ufffd\ufffd bad bytes");
        assertThat(search("odd", "q=red%0Aalert")).isEmpty();
    }

    @Test
    void aDeletedServersLogStaysUnlessItIsPurged() throws Exception {
        run("kept", "echo remember me", "remember");
        run("purged", "echo forget me", "forget");
        manager.call("DELETE", "/api/servers/kept", "");
        manager.call("DELETE", "/api/servers/purged?purge=true", "");

        assertThat(messages(manager.get("/api/logs/search?q=remember+me"))).containsExactly("remember me");
        assertThat(messages(manager.get("/api/logs/search?q=forget+me"))).isEmpty();
    }

    @Test
    void howStoringGoesIsTold() throws Exception {
        run("tells", "echo hello", "hello");
        await().until(() -> manager.get("/api/system").body().toString().contains("lastRemoval\":{"));
        JsonNode logs = manager.get("/api/system").data().path("logs");

        assertThat(logs.path("retention").path("maxAge").asLong()).isEqualTo(2_592_000_000L);
        assertThat(logs.path("paused").asBoolean()).isFalse();
        assertThat(logs.path("size").asLong()).isPositive();
        assertThat(logs.path("droppedLines").asLong()).isZero();
    }

    @Test
    void theLiveSocketBringsLinesAndGoesOnWhereAClientLeft() throws Exception {
        run("live", "echo early; while [ ! -e " + dir.resolve("go") + " ]; do sleep 0.05; done; seq 1 5000", "early");
        LiveTestClient first = live("{\"subscribe\": [\"logs:live\"], \"after\": {\"logs:live\": 0}}");
        List<JsonNode> seen = new ArrayList<>();
        readUntil(first, "early", seen);
        first.socket().abort();
        Files.createFile(dir.resolve("go"));
        long last = seen.getLast().path("sequence").asLong();

        LiveTestClient second = live("{\"subscribe\": [\"logs:*\"], \"after\": {\"logs:*\": " + last + "}}");
        readUntil(second, "5000", seen);
        second.socket().abort();

        assertThat(seen.stream().map(line -> line.path("sequence").asLong()).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(seen.stream()
                        .filter(line -> line.path("source").asString().equals("stdout"))
                        .map(line -> line.path("message").asString()))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("early"),
                                IntStream.rangeClosed(1, 5_000).mapToObj(Integer::toString))
                        .toList());
    }

    private LiveTestClient live(String request) throws InterruptedException {
        var client = new LiveTestClient(HTTP, manager.port(), TestManager.TOKEN.text(), Long.MAX_VALUE);
        client.send(request);
        assertThat(client.next().path("type").asString()).isEqualTo("subscribed");
        return client;
    }

    private static void readUntil(LiveTestClient client, String message, List<JsonNode> seen)
            throws InterruptedException {
        while (seen.stream().noneMatch(line -> line.path("message").asString().equals(message))) {
            JsonNode next = client.next();
            assertThat(next.path("type").asString()).as(next.toString()).isEqualTo("logs:new");
            next.path("data").path("lines").forEach(seen::add);
        }
    }

    @Test
    void anUnknownServersLogCannotBeFollowed() throws Exception {
        var client = new LiveTestClient(HTTP, manager.port(), TestManager.TOKEN.text(), Long.MAX_VALUE);
        client.send("{\"subscribe\": [\"servers\", \"logs:nobody\"]}");
        assertThat(client.next().path("data").path("detail").asString()).contains("nobody");
        client.send("{\"subscribe\": [\"servers\"], \"after\": {\"servers\": 1}}");
        assertThat(client.next().path("data").path("detail").asString()).contains("after: takes topics of logs");
        client.send("{\"subscribe\": [\"logs:*\"], \"after\": {\"logs:*\": -1}}");
        assertThat(client.next().path("data").path("detail").asString()).contains("after: takes sequences");
        client.socket().abort();
    }
}
