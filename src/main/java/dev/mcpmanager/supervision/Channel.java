package dev.mcpmanager.supervision;

import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way to speak MCP with one run of a server. Thread-safe. */
sealed interface Channel permits StdioChannel, HttpChannel {

    /**
     * The session with the run; connects first, and blocks meanwhile, where that is done only when it is needed.
     *
     * @throws ProblemException if there is none, with the reason: {@link Problem.Unavailable} if there may be later
     */
    McpSession session();

    /**
     * Likewise, without blocking: completes when it is connected.
     *
     * @throws ProblemException if that can be told at once
     */
    default CompletableFuture<McpSession> connect() {
        return CompletableFuture.completedFuture(session());
    }

    /** What the server said of itself; empty while it is not connected. */
    Optional<ServerInfo> server();

    /** Fails at once what is under way, as the run did {@code what}. */
    void close(String what);
}
