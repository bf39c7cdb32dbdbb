package dev.mcpmanager.app;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.runtime.docker.TestEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The real program in a process of its own, as users run it, and a client of its REST API. */
final class ManagerProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "mcp-manager.jar");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path dataDir;
    private final Process process;
    private final URI url;
    private final String token;

    private ManagerProcess(Path dataDir, Process process) throws IOException {
        this.dataDir = dataDir;
        this.process = process;
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IllegalStateException("the manager ended without an address, see " + log(dataDir));
        }
        URI printed = URI.create(line.substring(line.indexOf("http")));
        this.url = printed.resolve("/");
        this.token = printed.getFragment().substring("token=".length());
    }

    /** Starts the built jar on {@code dataDir} and waits until it answers. */
    static ManagerProcess start(Path dataDir, String... arguments) throws IOException {
        return start(dataDir, Map.of(), arguments);
    }

    /** Likewise, with more environment. */
    static ManagerProcess start(Path dataDir, Map<String, String> environment, String... arguments) throws IOException {
        return start(dataDir, command(JAR), environment, arguments);
    }

    /** Likewise, from a copy of the jar. */
    static ManagerProcess startCopy(Path jar, Path dataDir) throws IOException {
        return start(dataDir, command(Files.copy(JAR, jar)), Map.of());
    }

    private static List<String> command(Path jar) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString());
    }

    /** Starts it as the README says, which builds what is missing. */
    static ManagerProcess launch(Path dataDir, String... arguments) throws IOException {
        return start(dataDir, List.of("./mcp-manager"), Map.of(), arguments);
    }

    private static ManagerProcess start(
            Path dataDir, List<String> program, Map<String, String> environment, String... arguments)
            throws IOException {
        // whoever runs the tests with nohup has children that ignore SIGHUP
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
        command.addAll(program);
        command.addAll(List.of("up", "--port", "0", "--data-dir", dataDir.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(dataDir).toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new ManagerProcess(dataDir, process);
    }

    private static Path log(Path dataDir) {
        return dataDir.resolveSibling(dataDir.getFileName() + ".log");
    }

    /** The address that signs a browser in. */
    URI pageUrl() {
        return url.resolve("/#token=" + token);
    }

    JsonNode get(String path) throws Exception {
        return send("GET", path, Optional.empty());
    }

    JsonNode post(String path, String body) throws Exception {
        return send("POST", path, Optional.of(body));
    }

    JsonNode post(String path) throws Exception {
        return send("POST", path, Optional.empty());
    }

    JsonNode patch(String path, String body) throws Exception {
        return send("PATCH", path, Optional.of(body));
    }

    private JsonNode send(String method, String path, Optional<String> body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofMinutes(3))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, text/event-stream")
                .method(method, body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
        if (body.isPresent()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return Json.STRICT.readTree(response.body()).path("data");
    }

    /** The living processes that any manager on this data directory started, as the value of their cookie. */
    List<String> cookies() throws IOException {
        String prefix = "MCP_MANAGER_COOKIE="
                + Files.readString(dataDir.resolve("instance-id")).strip();
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path each : all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                cookie(each, prefix).ifPresent(found::add);
            }
        }
        return found;
    }

    /** The containers that any manager on this data directory made, running or not. */
    List<String> containers() throws IOException {
        return TestEngine.containersOf(
                Files.readString(dataDir.resolve("instance-id")).strip());
    }

    private static Optional<String> cookie(Path process, String prefix) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return Stream.of(environment.split("\0"))
                    .filter(variable -> variable.startsWith(prefix))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // it has just ended
        }
    }

    /** SIGKILL, as the kernel does when memory is short. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGHUP, as when the terminal is closed; the exit code. */
    int hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
        return process.waitFor();
    }

    /** SIGTERM; the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        if (!process.onExit()
                .completeOnTimeout(process, 30, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            return;
        }
        process.destroyForcibly();
    }
}
