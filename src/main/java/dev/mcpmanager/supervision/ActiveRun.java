package dev.mcpmanager.supervision;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StopResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a server that exists. Thread-safe. */
record ActiveRun(RunningServer server, RunIo io, Instant startedAt, Channel channel, CpuMeter cpu) {

    /** How long the last output of an ended run may take to arrive. */
    private static final Duration DRAIN = Duration.ofMillis(500);

    /** How long to wait for the machine to recover when an end failed, such as from too many open files. */
    private static final Duration BETWEEN_ENDS = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ActiveRun.class);

    /** Where it is, such as {@code process 4711}. */
    String place() {
        return server.place();
    }

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

    /**
     * Ends all of the run and fails what is in flight; returns when nothing of it lives. Tries until it is seen what
     * lives: a replacement started before could be a second process.
     *
     * @param away told, once for each, of reasons why that cannot be seen
     */
    StopResult endAtLast(Consumer<String> away) {
        String told = "";
        while (true) {
            try {
                return end();
            } catch (ProblemException e) {
                String reason = e.problem().detail();
                if (!reason.equals(told)) {
                    away.accept(reason);
                    told = reason;
                }
                LockSupport.parkNanos(BETWEEN_ENDS.toNanos());
            } catch (RuntimeException e) {
                log.error(
                        "server {}: its run cannot be ended yet",
                        server.identity().serverId(),
                        e);
                LockSupport.parkNanos(BETWEEN_ENDS.toNanos());
            }
        }
    }

    private StopResult end() {
        StopResult result = server.stop();
        io.awaitEnd(DRAIN);
        channel.close("was stopped");
        return result;
    }
}
