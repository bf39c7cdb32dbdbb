import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Log lines as 50 programs write them, about 120 bytes each, the same for the same number of lines. */
final class Corpus {
    static final int SERVERS = 50;
    static final long START = 1_780_000_000_000L;
    static final long DAY = 86_400_000L;
    /** Lines that one server prints in a row. */
    static final int BURST = 32;
    /** One in this many lines of server 3 has {@link #PHRASE}. */
    static final int PHRASE_EVERY = 10_000;

    static final String PHRASE = "upstream connection reset by peer";
    private static final String[] PATHS = {"/api/tools/call", "/api/resources/read", "/mcp/messages", "/health", "/v1/embeddings"};
    private static final String[] MODULES = {"http.server", "db.pool", "worker.queue", "cache", "auth.session", "mcp.router"};
    private static final String[] VERBS = {"GET", "POST", "PUT", "DELETE"};

    private Corpus() {}

    /** Bursts of lines of one server; few servers print most. */
    static int server(long burst) {
        long mixed = burst * 0x9e3779b97f4a7c15L;
        double unit = (mixed >>> 11) * 0x1.0p-53;
        return (int) (SERVERS * unit * unit * unit);
    }

    /** Lines of a burst: the lines [32 n, 32 n + 32). */
    static int server(int line) {
        return server((long) line >>> 5);
    }

    static long at(int line, int lines) {
        return START + line * DAY / lines;
    }

    /** A UUID that is in three lines only. */
    static String needle(int n) {
        var random = new SplittableRandom(n * 7919L);
        return uuid(random);
    }

    private static String uuid(SplittableRandom random) {
        return "%08x-%04x-4%03x-a%03x-%012x".formatted(random.nextInt(), random.nextInt() & 0xffff, random.nextInt() & 0xfff,
                random.nextInt() & 0xfff, random.nextLong() & 0xffffffffffffL);
    }

    static void write(Path file, int lines) throws IOException {
        var random = new SplittableRandom(42);
        int phrases = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            var line = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                line.setLength(0);
                long second = at(i, lines) / 1000 % 86_400;
                line.append("2026-05-28T");
                two(line, second / 3600).append(':');
                two(line, second / 60 % 60).append(':');
                two(line, second % 60).append('.').append(100 + random.nextInt(900)).append("Z ");
                if (server(i) == 3 && ++phrases % PHRASE_EVERY == 0) {
                    line.append("ERROR http.client: ").append(PHRASE).append(" after ").append(random.nextInt(10_000)).append("ms");
                } else {
                    body(line, random, i, lines);
                }
                line.append('\n');
                out.write(line.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static StringBuilder two(StringBuilder line, long value) {
        return line.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    private static void body(StringBuilder line, SplittableRandom random, int i, int lines) {
        int planted = lines / 60;
        String id = i % planted == planted / 2 ? needle(i / planted % 20) : random.nextInt(3) == 0 ? hex(random) : "req-" + random.nextInt(10_000_000);
        switch (random.nextInt(5)) {
            case 0 -> line.append("INFO  [").append(MODULES[random.nextInt(6)]).append("] ").append(VERBS[random.nextInt(4)]).append(' ')
                    .append(PATHS[random.nextInt(5)]).append("?id=").append(random.nextInt(1_000_000)).append(" 200 ")
                    .append(random.nextInt(2_000)).append("ms request_id=").append(id);
            case 1 -> line.append("DEBUG [").append(MODULES[random.nextInt(6)]).append("] session ").append(id)
                    .append(" acquired connection ").append(random.nextInt(32)).append(" of pool primary, waited ")
                    .append(random.nextInt(500)).append("us");
            case 2 -> line.append("{\"level\":\"info\",\"msg\":\"tool call finished\",\"tool\":\"search_documents\",\"trace\":\"").append(id)
                    .append("\",\"ms\":").append(random.nextInt(5_000)).append('}');
            case 3 -> line.append("WARN  [").append(MODULES[random.nextInt(6)]).append("] slow query took ").append(random.nextInt(9_000))
                    .append("ms: SELECT * FROM items WHERE owner = ").append(random.nextInt(100_000)).append(" trace=").append(id);
            default -> line.append("INFO  processed job ").append(i).append(" attempt 1 of 3 for tenant t-").append(random.nextInt(5_000))
                    .append(" in ").append(random.nextInt(800)).append("ms, key ").append(id);
        }
    }

    private static String hex(SplittableRandom random) {
        char[] text = new char[36];
        long a = random.nextLong();
        long b = random.nextLong();
        for (int i = 0; i < 36; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                text[i] = '-';
            } else {
                text[i] = Character.forDigit((int) (a & 15), 16);
                a = a >>> 4 | b << 60;
                b >>>= 4;
            }
        }
        return new String(text);
    }
}
