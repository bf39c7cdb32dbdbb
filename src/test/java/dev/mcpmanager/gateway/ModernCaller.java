package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.CallPlan.Cut;
import dev.mcpmanager.gateway.Ledger.Outcome;
import dev.mcpmanager.gateway.McpSocket.Event;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A client of 2026-07-28: what it is asked, it answers by trying again; it takes a call back by closing its connection. */
final class ModernCaller extends Caller {
    private McpSocket socket;

    ModernCaller(String name, boolean mayAsk, Endpoint endpoint, Ledger ledger) throws IOException {
        super(name, mayAsk, endpoint, ledger);
        socket = new McpSocket(endpoint.port());
    }

    @Override
    void start() {}

    @Override
    Outcome attempt(CallPlan plan) throws IOException {
        Optional<JsonNode> response = send(nextId(), plan, "");
        if (response.isPresent() && "input_required".equals(resultType(response.get()))) {
            response = send(nextId(), plan, answers(response.get().path("result"), plan));
        }
        return response.isEmpty() ? Outcome.ABANDONED : judge(response.get(), plan);
    }

    private static String resultType(JsonNode response) {
        return response.path("result").path("resultType").asString("");
    }

    /** The response, unless the call is cut before it is here. */
    private Optional<JsonNode> send(String id, CallPlan plan, String answers) throws IOException {
        String headers = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: "
                + endpoint.tool(plan) + "\r\n";
        socket.send("POST", endpoint.path(), ACCEPT + headers, body(id, plan, answers));
        if (plan.cut() != Cut.NONE && !plan.progress()) {
            disconnect();
            return Optional.empty();
        }
        socket.status();
        Optional<JsonNode> response = Optional.empty();
        for (Optional<Event> event = socket.next(); event.isPresent(); event = socket.next()) {
            Optional<JsonNode> heard = hear(event.get(), id, plan);
            if (heard.isPresent() && response.isPresent()) {
                ledger.fault(name + " got two responses: " + heard.get());
            }
            response = response.or(() -> heard);
            if (response.isEmpty() && plan.cut() != Cut.NONE) {
                disconnect();
                return Optional.empty();
            }
        }
        if (response.isEmpty()) {
            throw new IOException("the reply ended without a response");
        }
        return response;
    }

    private String body(String id, CallPlan plan, String answers) {
        String token = plan.progress() ? "\"progressToken\":" + id + "," : "";
        String capabilities = mayAsk ? "\"elicitation\":{}" : "";
        return """
                {"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{%s,%s"_meta":{%s\
                "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                "io.modelcontextprotocol/clientInfo":{"name":"%s","version":"1"},\
                "io.modelcontextprotocol/clientCapabilities":{%s}}}}""".formatted(id, plan.params(endpoint.tool(plan)), answers, token, name, capabilities);
    }

    private String answers(JsonNode inputRequired, CallPlan plan) {
        var answers = new StringBuilder();
        inputRequired.path("inputRequests").forEachEntry((key, request) -> {
            expect(plan.text(), request.path("params").path("message").asString(), inputRequired);
            answers.append("\"inputResponses\":{\"%s\":{\"action\":\"accept\",\"content\":{\"word\":\"%s\"}}},"
                    .formatted(key, CallPlan.word(plan.text())));
        });
        return answers + "\"requestState\":" + inputRequired.path("requestState") + ",";
    }

    @Override
    void answer(String question, String word) {
        ledger.fault(name + " is asked by a request, which its era does not know");
    }

    @Override
    void disconnect() throws IOException {
        socket.close();
        socket = new McpSocket(endpoint.port());
    }

    @Override
    void stop() throws IOException {
        socket.close();
    }
}
