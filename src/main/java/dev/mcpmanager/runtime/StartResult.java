package dev.mcpmanager.runtime;

import java.util.concurrent.CompletableFuture;

/** How a start went. */
public sealed interface StartResult {

    record Started(RunningServer server) implements StartResult {}

    /** The definition cannot work as it is (no such executable, directory, image): trying again is useless. */
    record Refused(String reason) implements StartResult {}

    /**
     * The place to run it is away: to be tried again when {@code back} completes, which it never does exceptionally, and
     * no failure of the server.
     */
    record Away(String reason, CompletableFuture<Void> back) implements StartResult {}

    /**
     * Somebody must sign in to it first: to be tried again when {@code settled} completes, which it never does
     * exceptionally, and no failure of the server.
     */
    record SignInNeeded(String reason, CompletableFuture<Void> settled) implements StartResult {}

    /** It failed for a reason that may pass (no memory, too many processes, a port in use). */
    record Failed(String reason) implements StartResult {}
}
