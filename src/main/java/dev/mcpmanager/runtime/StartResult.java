package dev.mcpmanager.runtime;

/** How a start went. */
public sealed interface StartResult {

    record Started(RunningServer server) implements StartResult {}

    /** The definition cannot work as it is (no such executable, directory, image): trying again is useless. */
    record Refused(String reason) implements StartResult {}

    /** It failed for a reason that may pass (no memory, too many processes, engine away). */
    record Failed(String reason) implements StartResult {}
}
