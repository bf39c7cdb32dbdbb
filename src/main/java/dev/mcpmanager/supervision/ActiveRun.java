package dev.mcpmanager.supervision;

import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StopResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One run of a server that exists. Thread-safe. */
record ActiveRun(RunningServer server, RunIo io, Instant startedAt, Channel channel, CpuMeter cpu) {

    /** How long the last output of an ended run may take to arrive. */
    private static final Duration DRAIN = Duration.ofMillis(500);

    /** Whether it, a stdio server, ended by itself before its MCP handshake was done. */
    boolean endedBeforeSession() {
        return server.exit().isDone()
                && switch (channel) {
                    case StdioChannel stdio -> stdio.server().isEmpty();
                    case HttpChannel _ -> false;
                };
    }

    /** By which an http server is reached on loopback; empty if none is known. */
    Optional<Integer> port() {
        return switch (channel) {
            case StdioChannel _ -> Optional.empty();
            case HttpChannel http -> http.port();
        };
    }

    /** Ends all of the run and fails what is in flight; returns when nothing of it lives. */
    StopResult end() {
        StopResult result = server.stop();
        io.awaitEnd(DRAIN);
        channel.close("was stopped");
        return result;
    }
}
