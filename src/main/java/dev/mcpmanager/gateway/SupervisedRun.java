package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.supervision.ServerStatus;
import dev.mcpmanager.supervision.Supervisor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The run of a server that the supervisor keeps for all clients; its changes of status are news. Thread-safe. */
record SupervisedRun(Supervisor supervisor, String serverId) implements RunSource {

    @Override
    public Optional<McpSession> session(Runnable again) {
        boolean wasStarting = isStarting();
        CompletableFuture<McpSession> connecting;
        try {
            connecting = supervisor.connect(serverId);
        } catch (ProblemException e) {
            supervisor.away(serverId).ifPresent(why -> {
                throw ServerRuns.unavailable("The server cannot be reached: " + why);
            });
            // if it runs by now, the news of that is on its way
            if (wasStarting || isStarting()) {
                return Optional.empty();
            }
            throw e;
        }
        if (connecting.isDone()) {
            return Optional.of(joined(connecting));
        }
        var _ = connecting.whenCompleteAsync((_, _) -> again.run());
        return Optional.empty();
    }

    private static McpSession joined(CompletableFuture<McpSession> connecting) {
        try {
            return connecting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }

    boolean isStarting() {
        try {
            ServerStatus status = supervisor.snapshot(serverId).status();
            return status == ServerStatus.STARTING || status == ServerStatus.RESTARTING;
        } catch (ProblemException e) {
            // deleted meanwhile
            return false;
        }
    }

    @Override
    public Optional<String> error() {
        return supervisor.snapshot(serverId).error().filter(_ -> !isStarting());
    }

    @Override
    public Optional<Failure> refusal() {
        return Optional.empty();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {}
}
