package dev.mcpmanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "'', 2, '', Usage",
        "--help, 0, Usage, ''",
        "--version, 0, MCP Manager 0, ''",
        "down, 2, '', Usage",
        "up --help, 0, --data-dir, ''",
        "up --prot 1, 2, '', --prot",
        "up --por 1, 2, '', --por",
        "up 8420, 2, '', 8420",
        "up --port, 2, '', port",
        "up --port x, 2, '', must be a number",
        "up --no-auth --host 0.0.0.0, 2, '', loopback",
    })
    void usage(String line, int code, String said, String complained) throws InterruptedException {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ");

        assertThat(Main.run(args, stream(out), stream(err))).isEqualTo(code);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains(said);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(complained);
    }

    @Test
    void everyOption() throws Exception {
        UpOptions options = UpOptions.parse(
                "--host",
                "::1",
                "--port=0",
                "--data-dir",
                "/d",
                "--import",
                "a",
                "--import",
                "b",
                "--no-auth",
                "--open");

        assertThat(options)
                .isEqualTo(new UpOptions(
                        Map.of("host", "::1", "port", "0", "data-dir", "/d", "no-auth", "true"),
                        List.of(Path.of("a"), Path.of("b")),
                        true,
                        false));
    }

    private static PrintStream stream(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}
