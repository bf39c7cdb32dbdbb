package dev.mcpmanager.runtime.remote;

import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.ResourceUsage;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StopResult;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The use of a remote server from its start to its stop; nothing of the server itself is ended. Thread-safe. */
record RemoteServer(RunIdentity identity, String place, RunOutput output, CompletableFuture<Exit> exit)
        implements RunningServer {

    @Override
    public OutputStream stdin() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public StopResult stop() {
        if (exit.complete(new Exit.Cause("disconnection"))) {
            output.stdoutClosed();
            output.stderrClosed();
        }
        return new StopResult(false, List.of());
    }

    @Override
    public void kill() {
        stop();
    }

    @Override
    public Optional<String> fault() {
        return Optional.empty();
    }

    @Override
    public ResourceUsage usage() {
        return new ResourceUsage(0, Duration.ZERO, 0);
    }
}
