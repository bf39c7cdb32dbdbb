package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.mcp.testing.RawServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class StalledManagerIT {
    private static final Duration STOPPED = Duration.ofSeconds(3);

    @TempDir
    private Path directory;

    @Test
    void aManagerThatWasStoppedReportsNobodyDown() throws Exception {
        // slow, so that a check is under way when the process is stopped
        try (var server = new RawServer(out -> {
            Thread.sleep(500);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            Process process = start(server.port());
            try (BufferedReader output = process.inputReader()) {
                awaitHealthy(output, 2);
                for (int i = 0; i < 4; i++) {
                    int checks = server.connections();
                    await().pollInterval(Duration.ofMillis(10)).until(() -> server.connections() > checks);
                    signal(process, "-STOP");
                    // the length of the stop is what is tested; nothing can be awaited of a stopped process
                    await().pollDelay(STOPPED).until(() -> true);
                    signal(process, "-CONT");
                    awaitHealthy(output, 2);
                }
                process.getOutputStream().close();
                assertThat(rest(output)).last().isEqualTo("0 unhealthy");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Process start(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MonitoringProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void awaitHealthy(BufferedReader output, int checks) throws IOException {
        int healthy = 0;
        for (String line = output.readLine(); line != null && healthy < checks; line = output.readLine()) {
            assertThat(line).isNotEqualTo("UNHEALTHY");
            healthy += line.equals("HEALTHY") ? 1 : 0;
        }
        assertThat(healthy).as("healthy checks before the process ended").isEqualTo(checks);
    }

    private static List<String> rest(BufferedReader output) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
