import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Measures how long lines take from a child's write to a client of the live socket:
 * LiveBench PORT TOKEN_FILE SECONDS READERS STALLED. Every client follows all logs; the stalled ones never read.
 */
final class LiveBench {
    private static final String AT = " at=";
    private static final int WARM_UP_SECONDS = 5;

    private LiveBench() {}

    private static final class Client implements WebSocket.Listener {
        private final boolean reads;
        private final StringBuilder text = new StringBuilder();
        private long[] delays = new long[1 << 16];
        private int count;
        private long gaps;
        private long lastSequence;
        private long disorder;
        private volatile boolean measuring;

        Client(boolean reads) {
            this.reads = reads;
        }

        @Override
        public void onOpen(WebSocket socket) {
            socket.request(reads ? Long.MAX_VALUE : 1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Instant now = Instant.now();
                message(text.toString(), now.getEpochSecond() * 1_000_000_000 + now.getNano());
                text.setLength(0);
            }
            return null;
        }

        private synchronized void message(String json, long now) {
            if (json.contains("\"type\":\"gap\"")) {
                gaps++;
            }
            for (int i = json.indexOf(AT); i >= 0; i = json.indexOf(AT, i + 1)) {
                long at = Long.parseLong(json, i + AT.length(), json.indexOf(' ', i + AT.length()), 10);
                if (measuring) {
                    if (count == delays.length) {
                        delays = Arrays.copyOf(delays, 2 * count);
                    }
                    delays[count++] = now - at;
                }
            }
            for (int i = json.indexOf("\"sequence\":"); i >= 0; i = json.indexOf("\"sequence\":", i + 1)) {
                int begin = i + "\"sequence\":".length();
                int end = begin;
                while (Character.isDigit(json.charAt(end))) {
                    end++;
                }
                long sequence = Long.parseLong(json, begin, end, 10);
                disorder += sequence <= lastSequence ? 1 : 0;
                lastSequence = sequence;
            }
        }

        synchronized long[] taken() {
            return Arrays.copyOf(delays, count);
        }
    }

    public static void main(String[] arguments) throws Exception {
        URI uri = URI.create("ws://127.0.0.1:" + arguments[0] + "/ws");
        String token = Files.readString(Path.of(arguments[1])).strip();
        int seconds = Integer.parseInt(arguments[2]);
        int readers = Integer.parseInt(arguments[3]);
        int stalled = Integer.parseInt(arguments[4]);
        HttpClient http = HttpClient.newHttpClient();
        List<Client> clients = new ArrayList<>();
        List<WebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < readers + stalled; i++) {
            var client = new Client(i < readers);
            clients.add(client);
            WebSocket socket = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(uri, client)
                    .join();
            socket.sendText("{\"subscribe\": [\"logs:*\"]}", true).join();
            sockets.add(socket);
        }
        Thread.sleep(WARM_UP_SECONDS * 1_000L);
        clients.forEach(client -> client.measuring = true);
        Thread.sleep(seconds * 1_000L);
        clients.forEach(client -> client.measuring = false);
        List<Client> reading = clients.subList(0, readers);
        long[] all = reading.stream().map(Client::taken).flatMapToLong(Arrays::stream).sorted().toArray();
        System.out.printf(
                "%d clients, %d of them stalled: %,d lines a second to each reader; delay p50 %.0f ms, p99 %.0f ms, worst %.0f ms;"
                        + " %d gaps, %d out of order%n",
                readers + stalled,
                stalled,
                all.length / seconds / readers,
                all[all.length / 2] / 1e6,
                all[(int) (all.length * 0.99)] / 1e6,
                all[all.length - 1] / 1e6,
                reading.stream().mapToLong(client -> client.gaps).sum(),
                reading.stream().mapToLong(client -> client.disorder).sum());
        sockets.forEach(WebSocket::abort);
        System.exit(0);
    }
}
