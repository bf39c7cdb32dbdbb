package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelDetectorTest {
    private final LevelDetector detector = new LevelDetector();

    /** A line as programs print it, and the level that a reader would give it. */
    record Example(LogLevel level, String line, boolean first) {}

    @Test
    void atLeast97PercentOfTheExamplesAreRight() throws IOException {
        List<Example> examples = examples();
        List<String> misses = new ArrayList<>();
        var stream = new LevelDetector();
        for (Example example : examples) {
            if (example.first()) {
                stream = new LevelDetector();
            }
            LogLevel found = level(stream, example.line());
            if (found != example.level()) {
                misses.add(found + " instead of " + example.level() + ": " + example.line());
            }
        }

        assertThat(examples).hasSizeGreaterThanOrEqualTo(300);
        assertThat(misses).hasSizeLessThanOrEqualTo(examples.size() * 3 / 100);
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        boolean first = true;
        for (String row : resource().lines().toList()) {
            if (row.isEmpty() || row.startsWith("#")) {
                first = true;
                continue;
            }
            String[] columns = row.split("\t", 2);
            String line =
                    columns.length == 1 ? "" : columns[1].replace("\\t", "\t").replace("\\e", "\u001b");
            examples.add(new Example(LogLevel.parse(columns[0]).orElseThrow(), line, first));
            first = false;
        }
        return examples;
    }

    private static String resource() throws IOException {
        try (InputStream in = LevelDetectorTest.class.getResourceAsStream("/logs/levels.tsv")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 errors", "no errors", "errors: 0", "error_count=0", "\"error\":null", "err=<nil>", "error=\"\"",
                "stderr", "interrupt", "terror", "errorless", "/var/log/error.log", "GET /error HTTP/1.1", "--on-error",
                "error-prone", "errors.py", "without any error", "errors=[]"
            })
    void whatIsNoErrorIsNotTakenForOne(String text) {
        assertThat(level(detector, "then came " + text)).isEqualTo(LogLevel.INFO);
        assertThat(level(detector, text)).isEqualTo(LogLevel.INFO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error: no such file",
                "error: null is not an object",
                "Error: 10 files are missing",
                "error 0x80004005",
                "errors: 2",
                "10 errors",
                "1.0 failed",
                "error=EOF",
                "\"error\":{\"code\":1}",
                "(error)",
                "fatal",
                "Failed.",
                "could not: exception",
                "mcp_server: FAILED"
            })
    void whatIsAnErrorIsTakenForOne(String text) {
        assertThat(level(detector, "then came " + text)).isEqualTo(LogLevel.ERROR);
        assertThat(level(detector, text)).isEqualTo(LogLevel.ERROR);
    }

    @Test
    void aLineIsLookedAtUpToABound() {
        assertThat(level(detector, "x ".repeat(5_000) + "failed")).isEqualTo(LogLevel.INFO);
        assertThat(level(detector, "x ".repeat(3_000) + "failed")).isEqualTo(LogLevel.ERROR);
    }

    @Test
    void whateverABufferHoldsOnlyTheLineIsRead() {
        byte[] buffer = "ERROR: info errorERROR: x".getBytes(UTF_8);

        assertThat(detector.detect(buffer, 7, 5)).isEqualTo(LogLevel.INFO);
        assertThat(detector.detect(buffer, 0, 0)).isEqualTo(LogLevel.INFO);
    }

    @Test
    void anyBytesHaveALevel() {
        byte[] alphabet = " \t\"\\{}[]<>:=,.-/()0123EWIerrofalwnTtgc\u001bm".getBytes(UTF_8);
        var random = new Random(3);
        for (int round = 0; round < 100_000; round++) {
            byte[] line = new byte[random.nextInt(24)];
            for (int i = 0; i < line.length; i++) {
                line[i] = random.nextInt(9) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            assertThat(detector.detect(line, 0, line.length)).isNotNull();
        }
    }

    @Test
    void coloursChangeNothing() throws IOException {
        for (Example example : examples()) {
            String line = example.line();
            if (line.isEmpty() || line.contains("\u001b")) {
                continue;
            }
            LogLevel plain = level(new LevelDetector(), line);
            String coloured = "\u001b[2m" + line.replace(" ", " \u001b[1;31m") + "\u001b[0m\u001b]0;title\u0007";
            assertThat(level(new LevelDetector(), coloured)).as(line).isEqualTo(plain);
        }
    }

    private static LogLevel level(LevelDetector detector, String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return detector.detect(bytes, 0, bytes.length);
    }
}
