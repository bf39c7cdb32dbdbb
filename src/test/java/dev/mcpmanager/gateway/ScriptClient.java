package dev.mcpmanager.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A client in a process of its own, which runs one of our scripts. */
record ScriptClient(Path interpreter, String script, String mode) implements RealClient {
    private static final int MAX_SECONDS = 90;

    static ScriptClient node(String script, String mode) {
        return new ScriptClient(Path.of("node"), script, mode);
    }

    /** Run by the Node.js that npm installs, which is newer than the one that the others need. */
    static ScriptClient newerNode(String script, String mode) {
        return new ScriptClient(RealServer.installed("node_modules", ".bin", "node"), script, mode);
    }

    static ScriptClient python(String script, String mode) {
        return new ScriptClient(RealServer.installed("python", "bin", "python"), script, mode);
    }

    @Override
    public JsonNode run(URI server, String token, Scenario scenario, Path home)
            throws IOException, InterruptedException {
        Path input = Files.writeString(home.resolve("scenario"), scenario.json().toString());
        Path output = home.resolve("output");
        Path errors = home.resolve("errors");
        String program = RealServer.installed("clients", script).toString();
        var builder = new ProcessBuilder(List.of(interpreter.toString(), program, server.toString(), token, mode))
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        // the Inspector keeps files there
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MAX_SECONDS, SECONDS))
                    .as("ends in time; said: %s", Files.readString(errors))
                    .isTrue();
        } finally {
            process.destroyForcibly().onExit().join();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Json.STRICT.readTree(Files.readString(output));
    }
}
