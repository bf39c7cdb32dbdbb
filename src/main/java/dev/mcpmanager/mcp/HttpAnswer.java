package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came back for one request over HTTP. Immutable.
 *
 * @param response in JSON-RPC, if there was one in what was read
 * @param sessionId that the server gave
 */
record HttpAnswer(int status, Optional<Response> response, Optional<String> sessionId) {

    boolean isServerError() {
        return status / 100 == 5;
    }

    /** A response of JSON-RPC to a request that was accepted; may be an error. */
    boolean isAnswered() {
        return status / 100 == 2 && response.isPresent();
    }

    /** Empty if the answer is no JSON-RPC result or that is no object. */
    Optional<ObjectNode> result() {
        return response.orElse(null) instanceof Result result ? Protocol.object(result.result()) : Optional.empty();
    }

    /** For people, without the server's own words, which may repeat credentials. */
    String text() {
        String told = response.map(each -> switch (each) {
                    case Result _ -> "a result";
                    case Failure failure -> "error " + ErrorObject.of(failure).code();
                })
                .orElse("no JSON-RPC");
        return "status " + status + " and " + told;
    }
}
