package dev.mcpmanager.supervision;

import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StopResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One run of a server that exists. Thread-safe.
 *
 * @param mcp of a stdio server: its connection and the handshake's outcome
 */
record ActiveRun(RunningServer server, RunIo io, Instant startedAt, Optional<Mcp> mcp, CpuMeter cpu) {

    /** How long the last output of an ended run may take to arrive. */
    private static final Duration DRAIN = Duration.ofMillis(500);

    record Mcp(StdioConnection connection, CompletableFuture<McpSession> session) {}

    /** Whether it ended by itself before its MCP handshake was done. */
    boolean endedBeforeSession() {
        return server.exit().isDone()
                && mcp.map(each -> each.session().state() != Future.State.SUCCESS)
                        .orElse(false);
    }

    /** Ends all of the run and fails what is in flight; returns when nothing of it lives. */
    StopResult end() {
        StopResult result = server.stop();
        io.awaitEnd(DRAIN);
        mcp.ifPresent(each -> each.connection().close("was stopped"));
        return result;
    }
}
