package dev.mcpmanager.runtime.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real engine of these tests, which {@code scripts/test-engine} starts and kills, and its images. */
public final class TestEngine {
    /** Has a POSIX shell and busybox's tools. */
    public static final String SHELL = "mcp-manager-test/shell:1";

    /** Runs the reference server "everything" on Node.js. */
    public static final String EVERYTHING = "mcp-manager-test/everything:1";

    /** Sleeps, and has a check of health that fails and prints {@code no database}. */
    public static final String SICK = "mcp-manager-test/sick:1";

    /** A network on which ports can be published. */
    public static final String NETWORK = "mcp-manager-test";

    private static final Path PLACE = Path.of("target", "engine");

    private TestEngine() {}

    /** What a client of it needs. */
    public static Map<String, String> environment() {
        return Map.of("DOCKER_HOST", "unix://" + place() + "/docker.sock");
    }

    /** What a client of it needs over TCP with TLS. */
    static Map<String, String> tlsEnvironment() throws IOException {
        Path files = Path.of(place(), "tls");
        String port = Files.readString(files.resolve("port")).strip();
        return Map.of(
                "DOCKER_HOST",
                "tcp://127.0.0.1:" + port,
                "DOCKER_TLS_VERIFY",
                "1",
                "DOCKER_CERT_PATH",
                files.toString());
    }

    private static String place() {
        try {
            return Files.readString(PLACE).strip();
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("no container engine for tests: run scripts/test-engine start, as root", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the containers of a data directory, running or not. */
    public static List<String> containersOf(String instanceId) {
        try (var engine = new Engine(environment())) {
            return new Containers(engine)
                    .list(Labels.filterOf(instanceId)).stream()
                            .map(Containers.Listed::id)
                            .toList();
        }
    }

    /** What somebody else does to a container, such as {@code pause}. */
    public static void ask(String verb, String containerId) {
        try (var engine = new Engine(environment())) {
            engine.post("/containers/" + containerId + "/" + verb, Optional.empty());
        }
    }

    /** What the kernel does when memory is short; one that has ended already is passed over. */
    public static void kill(String containerId) {
        try (var engine = new Engine(environment())) {
            new Containers(engine).signal(containerId, "SIGKILL");
        }
    }

    /** Has the script start or kill the engine. */
    public static void script(String verb) throws IOException, InterruptedException {
        int code = new ProcessBuilder("scripts/test-engine", verb)
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("scripts/test-engine " + verb + " ended with code " + code);
        }
    }
}
