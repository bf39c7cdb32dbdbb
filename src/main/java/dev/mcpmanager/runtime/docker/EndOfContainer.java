package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.server.ContainerSettings;
import dev.mcpmanager.server.Sizes;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out how one container ends. Immutable. */
record EndOfContainer(Containers containers, String id, ContainerSettings settings) {
    private static final Logger log = LoggerFactory.getLogger(EndOfContainer.class);

    /** How long a connection that breaks with others may take to do so. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final Exit LOST =
            new Exit.Cause("the loss of its container engine, which went away or was restarted");
    private static final int NO_SUCH = 404;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int KILLED = 128 + 9;

    /**
     * Waits for the end.
     *
     * @param streams whose end together with that of this wait says that the engine went away
     * @param outOfMemory whether an event told of it
     */
    Exit await(AttachedStreams streams, BooleanSupplier outOfMemory) {
        while (true) {
            try {
                int code = containers.awaitEnd(id);
                return exit(code, outOfMemory.getAsBoolean());
            } catch (EngineException e) {
                if (e.status() == NO_SUCH) {
                    return new Exit.Cause("the removal of its container by somebody else");
                }
                log.debug("container {}: {}", id, e.words());
                if (streams.awaitEnd(SETTLE)) {
                    return lost();
                }
            }
        }
    }

    /** The streams are gone, so that it is of no use any more even if it lives. */
    private Exit lost() {
        try {
            if (!containers.inspect(id).running()) {
                return exit(containers.awaitEnd(id), false);
            }
            return LOST;
        } catch (EngineException e) {
            return e.status() == NO_SUCH ? new Exit.Cause("the removal of its container by somebody else") : LOST;
        }
    }

    private Exit exit(int code, boolean outOfMemory) {
        if (code == KILLED && (outOfMemory || inspectedOutOfMemory())) {
            String limit =
                    settings.memory().map(bytes -> " of " + Sizes.format(bytes)).orElse("");
            return new Exit.Cause("code 137: out of memory, killed at its limit" + limit
                    + ": raise config.container.memory, or let it use less");
        }
        if (settings.init() && (code == NOT_FOUND || code == NOT_EXECUTABLE)) {
            return new Exit.Cause("code " + code
                    + ": the command is not in the image, or cannot be executed there: see stderr, then set command");
        }
        return code > 128 && code <= 128 + 64 ? new Exit.Signal(code - 128) : new Exit.Code(code);
    }

    private boolean inspectedOutOfMemory() {
        try {
            return containers.inspect(id).outOfMemory();
        } catch (EngineException e) {
            return false;
        }
    }
}
