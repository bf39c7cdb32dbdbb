package dev.mcpmanager.supervision;

import dev.mcpmanager.runtime.Exit;
import java.util.Optional;

/** Where a server is in its life. Immutable; changed by {@link Transitions} alone. */
sealed interface ServerState {

    /** Number of the latest run; 0 before the first. */
    long run();

    ServerStatus status();

    record Stopped(long run) implements ServerState {
        @Override
        public ServerStatus status() {
            return ServerStatus.STOPPED;
        }
    }

    /** Its process is being made, or exists and is not ready yet. */
    record Starting(long run, Failures failures) implements ServerState {
        @Override
        public ServerStatus status() {
            return failures.inARow() == 0 ? ServerStatus.STARTING : ServerStatus.RESTARTING;
        }
    }

    /**
     * It is ready and lives.
     *
     * @param since when it became ready, in {@link System#nanoTime()} nanoseconds
     */
    record Running(long run, Failures failures, long since) implements ServerState {
        @Override
        public ServerStatus status() {
            return ServerStatus.RUNNING;
        }
    }

    /**
     * Whatever lives of the run is being ended.
     *
     * @param exit how the main process ended, once it did
     */
    record Stopping(long run, Failures failures, Next next, Optional<Exit> exit) implements ServerState {
        @Override
        public ServerStatus status() {
            return next == Next.REST ? ServerStatus.STOPPING : ServerStatus.RESTARTING;
        }
    }

    /** Waits to be started again. */
    record BackingOff(long run, Failures failures) implements ServerState {
        @Override
        public ServerStatus status() {
            return ServerStatus.RESTARTING;
        }
    }

    /** Given up; {@code reason} says why. */
    record Failed(long run, String reason) implements ServerState {
        @Override
        public ServerStatus status() {
            return ServerStatus.ERROR;
        }
    }

    /** What follows when nothing of a run lives any more. */
    enum Next {
        /** Nothing: the user asked for a stop. */
        REST,
        /** A start: the user asked for it. */
        START,
        /** What the restart policy says: it ended by itself. */
        POLICY,
        /** A start, after the wait that its failures ask for: it was unhealthy. */
        RETRY
    }
}
