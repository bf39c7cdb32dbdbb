package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.CallPlan.Cut;
import dev.mcpmanager.gateway.Ledger.Outcome;
import dev.mcpmanager.gateway.McpSocket.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A client of 2025-11-25 with a session and its stream, on which nothing about its calls may come. It takes a call back by
 * a notification, and fetches the answer by the last event's id when the connection was lost.
 */
final class LegacyCaller extends Caller {
    private String headers = "MCP-Protocol-Version: 2025-11-25\r\n";
    private McpSocket calls;
    /** For what is posted while a reply is awaited. */
    private final McpSocket stream;

    LegacyCaller(String name, boolean mayAsk, Endpoint endpoint, Ledger ledger) throws IOException {
        super(name, mayAsk, endpoint, ledger);
        calls = new McpSocket(endpoint.port());
        stream = new McpSocket(endpoint.port(), Duration.ofHours(1));
    }

    @Override
    void start() throws IOException {
        post(calls, """
                {"jsonrpc":"2.0","id":%s,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                "capabilities":{%s},"clientInfo":{"name":"%s","version":"1"}}}""".formatted(nextId(), mayAsk ? "\"elicitation\":{}" : "", name));
        require(calls.status() == OK, "initialize");
        headers += "Mcp-Session-Id: " + calls.session() + "\r\n";
        drain(calls);
        tell("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        stream.send("GET", endpoint.path(), ACCEPT + headers, "");
        require(stream.status() == OK, "the session's stream");
        Thread.startVirtualThread(this::watchStream);
    }

    private void watchStream() {
        try {
            for (Optional<Event> event = stream.next(); event.isPresent(); event = stream.next()) {
                if (!event.get().data().isEmpty()) {
                    ledger.fault(name + " hears on its stream: " + event.get());
                }
            }
        } catch (IOException e) {
            // stop() has closed it
        }
    }

    @Override
    Outcome attempt(CallPlan plan) throws IOException {
        String id = nextId();
        String meta = plan.progress() ? ",\"_meta\":{\"progressToken\":" + id + "}" : "";
        post(calls, """
                {"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{%s%s}}""".formatted(id, plan.params(endpoint.tool(plan)), meta));
        if (plan.cut() == Cut.DISCONNECT && !plan.progress()) {
            calls.close();
            calls = new McpSocket(endpoint.port());
            return Outcome.ABANDONED;
        }
        if (plan.cut() == Cut.CANCEL && !plan.progress()) {
            cancel(id);
        }
        calls.status();
        return read(calls, id, plan);
    }

    /** Reads the reply, and does to it what is planned at its first event. */
    private Outcome read(McpSocket from, String id, CallPlan plan) throws IOException {
        Optional<JsonNode> response = Optional.empty();
        boolean cut = !plan.progress() || from != calls;
        for (Optional<Event> event = from.next(); event.isPresent(); event = from.next()) {
            Optional<JsonNode> heard = hear(event.get(), id, plan);
            if (heard.isPresent() && response.isPresent()) {
                ledger.fault(name + " got two responses: " + heard.get());
            }
            response = response.or(() -> heard);
            if (!cut && response.isEmpty()) {
                cut = true;
                if (plan.cut() == Cut.CANCEL) {
                    cancel(id);
                } else if (plan.cut() == Cut.DISCONNECT && !event.get().id().isEmpty()) {
                    return resume(id, plan, event.get().id());
                }
            }
        }
        if (plan.cut() == Cut.CANCEL && response.map(each -> each.has("error")).orElse(true)) {
            return Outcome.CANCELLED;
        }
        if (response.isEmpty()) {
            throw new IOException("the reply ended without a response");
        }
        return judge(response.get(), plan);
    }

    private Outcome resume(String id, CallPlan plan, String lastEvent) throws IOException {
        calls.close();
        calls = new McpSocket(endpoint.port());
        try (var rest = new McpSocket(endpoint.port())) {
            rest.send("GET", endpoint.path(), ACCEPT + headers + "Last-Event-ID: " + lastEvent + "\r\n", "");
            require(rest.status() == OK, "the rest of a stream");
            Outcome outcome = read(rest, id, plan);
            return outcome == Outcome.FAILED ? outcome : Outcome.RESUMED;
        }
    }

    private void cancel(String id) throws IOException {
        tell("""
                {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":%s}}""".formatted(id));
    }

    @Override
    void answer(String question, String word) throws IOException {
        // refused when the call is over meanwhile, as after a crash
        int _ = aside("POST", """
                {"jsonrpc":"2.0","id":%s,"result":{"action":"accept","content":{"word":"%s"}}}""".formatted(question, word));
    }

    private void tell(String message) throws IOException {
        require(aside("POST", message) == ACCEPTED, message);
    }

    /** On a connection of its own, as the gateway closes one that is seldom used. */
    private int aside(String method, String body) throws IOException {
        try (var socket = new McpSocket(endpoint.port())) {
            socket.send(method, endpoint.path(), ACCEPT + headers, body);
            int status = socket.status();
            drain(socket);
            return status;
        }
    }

    private void post(McpSocket socket, String body) throws IOException {
        socket.send("POST", endpoint.path(), ACCEPT + headers, body);
    }

    private static void drain(McpSocket socket) throws IOException {
        while (socket.next().isPresent()) {}
    }

    private static void require(boolean fulfilled, String what) throws IOException {
        if (!fulfilled) {
            throw new IOException("the gateway refused " + what);
        }
    }

    @Override
    void disconnect() throws IOException {
        calls.close();
        calls = new McpSocket(endpoint.port());
    }

    /** Ends the session. */
    @Override
    void stop() throws IOException {
        stream.close();
        require(aside("DELETE", "") / 100 == 2, "to end the session");
        calls.close();
    }
}
