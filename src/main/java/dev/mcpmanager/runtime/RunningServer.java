package dev.mcpmanager.runtime;

import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One run of a server, from its start until nothing of it lives. Thread-safe. */
public interface RunningServer {

    RunIdentity identity();

    /** Where it is, such as {@code process 4711}. */
    default String place() {
        return identity().place();
    }

    /** Completes, never exceptionally, as soon as the main process has ended; its descendants may still live. */
    CompletableFuture<Exit> exit();

    /**
     * The server's standard input; writes block while the server does not read, so they belong on a platform thread. A
     * write that blocks when the run is stopped ends with an exception.
     */
    OutputStream stdin();

    /**
     * Ends the run, and everything that it started, gently first, and returns when nothing of it lives. Also to be
     * called after the main process ended by itself, for what that left behind. Then {@link #exit} is complete, and all
     * output was delivered unless its receiver is slow. Idempotent; concurrent calls wait for the same end. An interrupt
     * does not end the wait, but the gentleness.
     *
     * @throws dev.mcpmanager.problem.ProblemException Unavailable, when it cannot be seen what lives; to be called again
     */
    StopResult stop();

    /** Kills all of the run at once: a {@link #stop} that waits for a gentle end then has nothing to wait for. */
    void kill();

    /**
     * What is wrong with what runs, as the place where it runs sees it, in words and with a remedy; empty if nothing is.
     * Looks at the whole tree, but is cheap enough to be asked of a thousand servers each half minute.
     */
    Optional<String> fault();

    /** The container that it is; empty for a process. */
    default Optional<ContainerDetails> container() {
        return Optional.empty();
    }

    /** Memory and CPU time of the whole tree, measured now. */
    ResourceUsage usage();
}
