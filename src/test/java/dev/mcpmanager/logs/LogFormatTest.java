package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class LogFormatTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.600Z");

    private static LogLine line(String message) {
        return new LogLine("srv-1", 42, 7, LogSource.STDERR, LogLevel.WARN, AT, message);
    }

    private static String written(LogFormat format, String... messages) throws IOException {
        var out = new ByteArrayOutputStream();
        format.write(Stream.of(messages).map(LogFormatTest::line).iterator(), out);
        return out.toString(UTF_8);
    }

    @Test
    void jsonIsOneArray() throws IOException {
        JsonNode array = Json.STRICT.readTree(written(LogFormat.JSON, "a \"quoted\"\u0000\u001b[0m ä", "b"));

        assertThat(array.size()).isEqualTo(2);
        assertThat(array.get(0).path("message").asString()).isEqualTo("a \"quoted\"\u0000\u001b[0m ä");
        assertThat(array.get(1)).isEqualTo(Json.STRICT.readTree("""
                                {"serverId": "srv-1", "sequence": 42, "run": 7, "timestamp": "2026-01-02T03:04:05.600Z",
                                 "level": "warn", "source": "stderr", "message": "b"}"""));
        assertThat(Json.STRICT.readTree(written(LogFormat.JSON)).isEmpty()).isTrue();
    }

    @Test
    void ndjsonIsAnObjectALine() throws IOException {
        List<String> lines = written(LogFormat.NDJSON, "a\u2028b", "c").lines().toList();

        assertThat(lines).hasSize(2);
        assertThat(Json.STRICT.readTree(lines.getFirst()).path("message").asString())
                .isEqualTo("a\u2028b");
        assertThat(written(LogFormat.NDJSON)).isEmpty();
    }

    @Test
    void csvQuotesWhatRfc4180Wants() throws IOException {
        assertThat(written(LogFormat.CSV, "a, \"b\"\rc", "d").split("\r\n", -1))
                .containsExactly(
                        "timestamp,level,source,message,serverId,run,sequence",
                        "2026-01-02T03:04:05.600Z,warn,stderr,\"a, \"\"b\"\"\rc\",\"srv-1\",7,42",
                        "2026-01-02T03:04:05.600Z,warn,stderr,\"d\",\"srv-1\",7,42",
                        "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=HYPERLINK(\"x\") | '=HYPERLINK(\"\"x\"\")",
                "+1 | '+1",
                "-1 | '-1",
                "@SUM(A1) | '@SUM(A1)",
                "＝1 | '＝1",
                "a=1 | a=1"
            })
    void csvHasNoFormula(String message, String field) throws IOException {
        assertThat(written(LogFormat.CSV, message)).contains(",\"" + field + "\",");
    }

    @Test
    void txtIsWhatPeopleRead() throws IOException {
        assertThat(written(LogFormat.TXT, "a", "b"))
                .isEqualTo(
                        "[2026-01-02T03:04:05.600Z] WARN (stderr): a\n[2026-01-02T03:04:05.600Z] WARN (stderr): b\n");
    }

    @Test
    void jsonOfAnyTextIsRead() throws IOException {
        var random = new Random(1);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            String message = new String(bytes, UTF_8);
            assertThat(Json.STRICT
                            .readTree(written(LogFormat.JSON, message))
                            .get(0)
                            .path("message")
                            .asString())
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyLinesAreStreamed(LogFormat format) throws IOException {
        var out = new Counting(Long.MAX_VALUE);
        format.write(many(300_000), out);

        assertThat(out.count).isGreaterThan(300_000L * 100);
        assertThat(out.largest).isLessThan(100_000);
        assertThat(out.closed).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatLeavesEndsTheExport(LogFormat format) {
        var out = new Counting(1_000_000);

        assertThatThrownBy(() -> format.write(many(300_000), out))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void aJsonExportThatFailsMidwayDoesNotLookWhole() {
        var out = new ByteArrayOutputStream();
        Iterator<LogLine> failing = Stream.concat(
                        Stream.of(line("a")), Stream.of(1).map(_ -> throwing()))
                .iterator();

        assertThatThrownBy(() -> LogFormat.JSON.write(failing, out)).hasMessage("disk");
        assertThatThrownBy(() -> Json.STRICT.readTree(out.toString(UTF_8))).isInstanceOf(JacksonException.class);
    }

    private static LogLine throwing() {
        throw new IllegalStateException("disk");
    }

    private static Iterator<LogLine> many(int count) {
        String message = "x".repeat(100);
        return IntStream.range(0, count).mapToObj(_ -> line(message)).iterator();
    }

    private static final class Counting extends OutputStream {
        private final long most;
        private long count;
        private int largest;
        private boolean closed;

        Counting(long most) {
            this.most = most;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            count += length;
            largest = Math.max(largest, length);
            if (count > most) {
                throw new IOException("gone");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
