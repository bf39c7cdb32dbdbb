package dev.mcpmanager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mcpmanager.oauth.testing.ProtectedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Without one it is skipped, but not in CI. */
class PageIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final Path EVERYTHING = Path.of(
                    ".tools", "test-servers", "node_modules", ".bin", "mcp-server-everything")
            .toAbsolutePath();

    @TempDir
    Path dir;

    @Test
    void doesWhatItsBrowserTestsAsk() throws Exception {
        Optional<Path> chromium = Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (System.getenv("CI") == null) {
            assumeTrue(chromium.isPresent(), "no Chromium on this machine");
        }
        Files.createDirectories(SCREENSHOTS);
        try (ManagerProcess manager = ManagerProcess.start(dir.resolve("data"));
                var server = new ProtectedServer(manager.pageUrl().getPort(), Map.of())) {
            manager.post("/api/servers", """
                    {"name": "napper", "type": "command", "command": "sleep", "args": ["600"], "transport": "http"}
                    """);
            manager.post("/api/servers", """
                    {"name": "talker", "type": "command", "command": "sh", "transport": "http", "args": ["-c",
                     "printf '\\\\033[31m<b>hello</b> in red\\\\033[0m\\\\nERROR: it broke\\\\n'; \
                    for i in $(seq 20); do echo tick $i; done; exec sleep 600"]}
                    """);

            manager.post("/api/servers", """
                    {"name": "mute", "type": "command", "command": "sleep", "args": ["600"],
                     "config": {"startTimeout": "300ms"}}
                    """);

            ProcessBuilder tests = new ProcessBuilder(
                            "npx", "--no", "vitest", "run", "--config", "vitest.browser.config.ts")
                    .directory(Path.of("web").toFile())
                    .redirectErrorStream(true);
            tests.environment().put("PAGE_URL", manager.pageUrl().toString());
            tests.environment().put("CHROMIUM", chromium.orElseThrow().toString());
            tests.environment().put("EVERYTHING", EVERYTHING.toString());
            tests.environment().put("PROTECTED", server.endpoint().toString());
            tests.environment().put("SCREENSHOTS", SCREENSHOTS.toAbsolutePath().toString());
            Process browser = tests.start();
            String said = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(browser.waitFor()).as(said).isZero();
        }
    }
}
