package dev.mcpmanager.supervision;

import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * MCP over a run's stdin and stdout, connected as soon as it runs. Thread-safe.
 *
 * @param handshake its outcome
 */
record StdioChannel(StdioConnection connection, CompletableFuture<McpSession> handshake) implements Channel {

    @Override
    public McpSession session() {
        if (!handshake.isDone()) {
            throw new ProblemException(new Problem.Unavailable("Server " + connection.serverName()
                    + " has not answered the MCP handshake yet: try again in a moment"));
        }
        if (handshake.isCompletedExceptionally()) {
            // the reason begins with the server's name
            throw new ProblemException(new Problem.Unavailable(
                    "The server does not speak MCP: " + Launcher.reason(handshake.exceptionNow())));
        }
        return handshake.resultNow();
    }

    @Override
    public Optional<ServerInfo> server() {
        return handshake.state() == Future.State.SUCCESS
                ? Optional.of(handshake.resultNow().server())
                : Optional.empty();
    }

    @Override
    public void close(String what) {
        connection.close(what);
    }
}
