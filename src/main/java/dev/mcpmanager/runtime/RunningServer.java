package dev.mcpmanager.runtime;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** One run of a server, from its start until nothing of it lives. Thread-safe. */
public interface RunningServer {

    RunIdentity identity();

    /** Completes, never exceptionally, as soon as the main process has ended; its descendants may still live. */
    CompletableFuture<Exit> exit();

    /** The server's standard input; writes block while the server does not read. */
    OutputStream stdin();

    /**
     * Ends the run, and everything that it started, gently first, and returns when nothing of it lives. Also to be
     * called after the main process ended by itself, for what that left behind. Idempotent; concurrent calls wait for
     * the same end.
     */
    StopResult stop();

    /** Memory and CPU time of the whole tree, measured now. */
    ResourceUsage usage();
}
