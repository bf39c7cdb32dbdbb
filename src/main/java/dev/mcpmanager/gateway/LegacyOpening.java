package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.problem.ProblemException;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code initialize} that is in order, to be answered once. Thread-safe.
 *
 * @param sessionId of the session that is to be
 * @param asked the request's id
 */
record LegacyOpening(
        String sessionId, Params params, Capabilities capabilities, JsonRpcId asked, HttpExchange exchange) {

    /** What the client asks for, if the manager knows it (2025-11-25, Lifecycle, Version Negotiation). */
    String version() {
        String wanted = params.object().text("protocolVersion").orElse("");
        return Eras.LEGACY.contains(wanted) ? wanted : Eras.NEWEST_LEGACY;
    }

    LegacyClient client(String version, ReplayMemory memory) {
        return new LegacyClient(
                sessionId, version, capabilities, params.object().get("clientInfo"), memory);
    }

    void succeed(RawJson result) {
        exchange.reply(new Reply(
                Reply.OK,
                Map.of("Content-Type", "application/json", LegacyDoor.SESSION_ID, sessionId),
                JsonRpcEncoder.encode(new Result(asked, result))));
    }

    /** @param refusal the server's own answer, if it gave one */
    void fail(Optional<Failure> refusal, ProblemException problem) {
        exchange.reply(refusal.map(failure ->
                        Reply.json(Reply.OK, JsonRpcEncoder.encode(new Failure(Optional.of(asked), failure.error()))))
                .orElseGet(() -> Reply.error(
                        Reply.UNAVAILABLE,
                        RpcError.of(asked, RpcError.INTERNAL, problem.problem().detail()))));
    }
}
