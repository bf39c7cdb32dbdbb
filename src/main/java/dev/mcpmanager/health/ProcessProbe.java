package dev.mcpmanager.health;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Whether the server's process lives; as thread-safe as {@code alive}.
 *
 * @param alive asked at each check; does not block
 */
public record ProcessProbe(BooleanSupplier alive) implements Probe {
    @Override
    public Finding check(Duration timeout) {
        return alive.getAsBoolean() ? Finding.alive() : Finding.unhealthy("its process has ended");
    }
}
