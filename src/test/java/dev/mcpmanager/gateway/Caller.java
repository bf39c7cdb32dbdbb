package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.Ledger.Outcome;
import dev.mcpmanager.gateway.McpSocket.Event;
import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A client of {@link MixUpIT}, of one era, that makes one call at a time and checks that all that it hears is meant for
 * it. Its ids are those of every other client. For one thread.
 */
abstract sealed class Caller permits LegacyCaller, ModernCaller {
    static final String ACCEPT = "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n";
    static final int OK = 200;
    static final int ACCEPTED = 202;

    /** @param servers that answer there; the names of the tools of several begin with theirs */
    record Endpoint(int port, String path, List<String> servers) {
        String tool(CallPlan plan) {
            return servers.size() == 1 ? plan.tool() : plan.server() + "__" + plan.tool();
        }
    }

    final String name;
    final boolean mayAsk;
    final Endpoint endpoint;
    final Ledger ledger;
    private int lastId;

    Caller(String name, boolean mayAsk, Endpoint endpoint, Ledger ledger) {
        this.name = name;
        this.mayAsk = mayAsk;
        this.endpoint = endpoint;
        this.ledger = ledger;
    }

    abstract void start() throws IOException;

    abstract Outcome attempt(CallPlan plan) throws IOException;

    /** Loses all connections; the next call opens others. */
    abstract void disconnect() throws IOException;

    abstract void stop() throws IOException;

    /** Makes the call and notes what became of it. */
    final void call(CallPlan plan) throws IOException {
        int recoveries = ledger.recoveries(plan.server());
        try {
            Outcome outcome = attempt(plan);
            ledger.note(outcome);
            if (outcome == Outcome.FAILED && !ledger.wasDownSince(plan.server(), recoveries)) {
                ledger.fault(plan + " failed while the server was up");
            }
        } catch (SocketTimeoutException e) {
            ledger.fault(plan + " hangs");
            disconnect();
        } catch (IOException e) {
            ledger.fault(plan + " is lost: " + e);
            disconnect();
        }
    }

    /** The next id as JSON: numbers and strings in turns. */
    final String nextId() {
        lastId++;
        return lastId % 2 == 0 ? Integer.toString(lastId) : "\"" + lastId + "\"";
    }

    /** Reads the message of an event; gives it if it is the response to the request {@code id}. */
    final Optional<JsonNode> hear(Event event, String id, CallPlan plan) throws IOException {
        if (event.data().isEmpty()) {
            return Optional.empty();
        }
        JsonNode message = Json.LENIENT.readTree(event.data());
        if (!message.has("method")) {
            expect(id, message.path("id").toString(), message);
            return Optional.of(message);
        }
        JsonNode params = message.path("params");
        switch (message.path("method").asString()) {
            case "notifications/progress" -> {
                expect(id, params.path("progressToken").toString(), message);
                expect(plan.text(), params.path("message").asString(), message);
            }
            case "elicitation/create" -> {
                String text = params.path("message").asString();
                // an earlier call of this client may go on after its connection was lost
                if (!text.startsWith(name + "/")) {
                    ledger.fault(name + " is asked " + message);
                }
                answer(message.path("id").toString(), CallPlan.word(text));
            }
            default -> ledger.fault(name + " hears " + message);
        }
        return Optional.empty();
    }

    /** Gives its word to a question of the server's. */
    abstract void answer(String question, String word) throws IOException;

    final Outcome judge(JsonNode response, CallPlan plan) {
        if (response.has("error")) {
            return Outcome.FAILED;
        }
        JsonNode content = response.path("result").path("content");
        expect(plan.text(), content.path(0).path("text").asString(), response);
        expect(
                plan.ask() ? CallPlan.word(plan.text()) : "",
                content.path(1).path("text").asString(),
                response);
        expect(plan.server(), content.path(2).path("text").asString(), response);
        return plan.ask() ? Outcome.ASKED : Outcome.ANSWERED;
    }

    final void expect(String expected, String actual, JsonNode message) {
        if (!expected.equals(actual)) {
            ledger.fault("%s got %s rather than %s in %s".formatted(name, actual, expected, message));
        }
    }
}
