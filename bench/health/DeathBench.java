import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long the death of a process takes to become a health:update at a client of the live socket:
 * DeathBench PORT TOKEN_FILE SERVERS KILLS. Kills the processes of server-0, server-1, … in turn, one at a time.
 */
final class DeathBench implements WebSocket.Listener {
    private static final Pattern UPDATE = Pattern.compile("\"type\":\"health:update\".*\"serverId\":\"([^\"]+)\",\"status\":\"(\\w+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");

    private record Update(String server, String status, long at) {}

    private final BlockingQueue<Update> updates = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            long now = System.nanoTime();
            Matcher update = UPDATE.matcher(text);
            if (update.find()) {
                updates.add(new Update(update.group(1), update.group(2), now));
            }
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    public static void main(String[] arguments) throws Exception {
        String port = arguments[0];
        String token = "Bearer " + Files.readString(Path.of(arguments[1])).strip();
        int servers = Integer.parseInt(arguments[2]);
        int kills = Integer.parseInt(arguments[3]);
        HttpClient http = HttpClient.newHttpClient();
        var bench = new DeathBench();
        WebSocket socket = http.newWebSocketBuilder()
                .header("Authorization", token)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), bench)
                .join();
        socket.sendText("{\"subscribe\": [\"health\"]}", true).join();
        long[] delays = new long[kills];
        for (int i = 0; i < kills; i++) {
            String server = "http://127.0.0.1:" + port + "/api/servers/server-" + i % servers;
            String id = first(ID, get(http, server, token));
            String status = get(http, server + "/status", token);
            while (!status.contains("\"healthStatus\":\"healthy\"")) {
                Thread.sleep(5);
                status = get(http, server + "/status", token);
            }
            bench.updates.clear();
            long killed = System.nanoTime();
            ProcessHandle.of(Long.parseLong(first(PID, status))).orElseThrow().destroyForcibly();
            Update update = bench.next();
            while (!update.server().equals(id) || !update.status().equals("unhealthy")) {
                update = bench.next();
            }
            delays[i] = update.at() - killed;
        }
        Arrays.sort(delays);
        System.out.printf(
                "%d deaths to health:update: p50 %.1f ms, p99 %.1f ms, worst %.1f ms%n",
                kills, delays[kills / 2] / 1e6, delays[(int) (kills * 0.99)] / 1e6, delays[kills - 1] / 1e6);
        System.exit(0);
    }

    private Update next() throws InterruptedException {
        Update update = updates.poll(20, TimeUnit.SECONDS);
        if (update == null) {
            throw new AssertionError("no health:update came within 20 s");
        }
        return update;
    }

    private static String first(Pattern pattern, String json) {
        Matcher matcher = pattern.matcher(json);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + json);
        }
        return matcher.group(1);
    }

    private static String get(HttpClient http, String uri, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(uri)).header("Authorization", token).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
