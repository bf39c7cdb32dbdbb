package dev.mcpmanager.mcp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.mcp.StdioConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A child process that speaks MCP, from those that {@code scripts/test-servers} installs; thread-safe. */
public final class RealServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of(".tools", "test-servers");

    private final Process process;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final RecordingListener listener = new RecordingListener();
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final StdioConnection connection;

    private RealServer(List<String> command) throws IOException {
        process = new ProcessBuilder(command).start();
        connection = new StdioConnection(command.getFirst(), process.getOutputStream(), listener, scheduler);
        // blocked virtual threads in child pipes starve all others
        Thread.ofPlatform().daemon().name("stdout").start(this::readStdout);
        Thread.ofPlatform().daemon().name("stderr").start(this::readStderr);
    }

    /** A program of the npm packages. */
    public static RealServer npm(String program, String... args) throws IOException {
        return start(installed("node_modules", ".bin", program).toString(), args);
    }

    /** A program of the Python packages. */
    public static RealServer python(String program, String... args) throws IOException {
        return start(installed("python", "bin", program).toString(), args);
    }

    /** Our own server of 2026-07-28. */
    public static RealServer modern(String... args) throws IOException {
        var all = new ArrayList<String>();
        all.add(installed("modern", "server.mjs").toString());
        all.addAll(List.of(args));
        return start("node", all.toArray(String[]::new));
    }

    public StdioConnection connection() {
        return connection;
    }

    public RecordingListener listener() {
        return listener;
    }

    /** Lines so far. */
    public List<String> stderr() {
        return stderr;
    }

    private static RealServer start(String program, String... args) throws IOException {
        var command = new ArrayList<String>();
        command.add(program);
        command.addAll(List.of(args));
        return new RealServer(command);
    }

    /** Where an installed file is. */
    public static Path installed(String first, String... more) {
        Path path = INSTALLED.resolve(Path.of(first, more)).toAbsolutePath();
        if (!Files.exists(path)) {
            throw new AssertionError(path + " is missing: run scripts/test-servers first");
        }
        return path;
    }

    private void readStdout() {
        var buffer = new byte[64 * 1024];
        try (InputStream stdout = process.getInputStream()) {
            int length = stdout.read(buffer);
            while (length >= 0) {
                connection.received(buffer, 0, length);
                length = stdout.read(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connection.stdoutEnded();
        }
    }

    private void readStderr() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                stderr.add(line);
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close("was ended by the test");
        scheduler.shutdownNow();
        process.getOutputStream().close();
        boolean ended = process.onExit()
                .thenApply(child -> true)
                .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                .join();
        if (!ended) {
            process.destroyForcibly().onExit().join();
        }
    }
}
