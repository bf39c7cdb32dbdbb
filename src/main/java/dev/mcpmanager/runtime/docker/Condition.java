package dev.mcpmanager.runtime.docker;

import java.util.Optional;

/**
 * What the engine last told of a running container. Immutable.
 *
 * @param outOfMemory whether the kernel killed anything in it for want of memory
 * @param health as in {@link Inspection}
 */
record Condition(boolean paused, boolean outOfMemory, Optional<String> health, String healthOutput) {
    private static final int MOST_OUTPUT = 300;

    static Condition of(Inspection inspection, boolean outOfMemoryBefore) {
        String output = inspection.healthOutput();
        return new Condition(
                inspection.paused(),
                outOfMemoryBefore || inspection.outOfMemory(),
                inspection.health(),
                output.substring(0, Math.min(output.length(), MOST_OUTPUT)));
    }

    /** Such as {@code running (healthy)}. */
    String status() {
        return (paused ? "paused" : "running")
                + health.map(word -> " (" + word + ")").orElse("");
    }

    /** What is wrong, with a remedy. */
    Optional<String> fault(String containerId) {
        if (paused) {
            return Optional.of("its container is paused: continue it with docker unpause " + containerId);
        }
        return health.filter("unhealthy"::equals)
                .map(_ ->
                        "the image's own check of health fails" + (healthOutput.isEmpty() ? "" : ": " + healthOutput));
    }
}
