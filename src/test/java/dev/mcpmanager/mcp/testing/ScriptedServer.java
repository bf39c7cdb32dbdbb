package dev.mcpmanager.mcp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.ConnectionListener;
import dev.mcpmanager.mcp.StdioConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.databind.JsonNode;

/**
 * A server on the other end of a real pipe that does what its script says; thread-safe. The script runs on one thread,
 * which also brings the connection what the server prints.
 */
public final class ScriptedServer implements AutoCloseable {

    /** Acts on one message that reached the server. */
    @FunctionalInterface
    public interface Script {
        void received(JsonNode message, ScriptedServer server);
    }

    private final Script script;
    private final Pipe stdin;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final StdioConnection connection;
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();

    public ScriptedServer(ConnectionListener listener, Script script) throws IOException {
        this.script = script;
        this.stdin = Pipe.open();
        this.connection = new StdioConnection("fake", Channels.newOutputStream(stdin.sink()), listener, scheduler);
        Thread.ofPlatform().daemon().name("scripted-server").start(this::run);
    }

    public StdioConnection connection() {
        return connection;
    }

    /** All messages so far that reached the server. */
    public List<JsonNode> received() {
        return received;
    }

    /** Prints one line; only to be called by the script. */
    public void print(String line) {
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        connection.received(bytes, 0, bytes.length);
    }

    public void result(JsonNode request, String result) {
        print("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",\"result\":" + result + "}");
    }

    public void error(JsonNode request, int code, String message) {
        print("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",\"error\":{\"code\":" + code + ",\"message\":\""
                + message + "\"}}");
    }

    public void closeStdout() {
        connection.stdoutEnded();
    }

    private void run() {
        try (var lines = new BufferedReader(new InputStreamReader(Channels.newInputStream(stdin.source()), UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                JsonNode message = Json.STRICT.readTree(line);
                received.add(message);
                script.received(message, this);
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close("was ended by the test");
        stdin.sink().close();
        scheduler.shutdownNow();
    }
}
