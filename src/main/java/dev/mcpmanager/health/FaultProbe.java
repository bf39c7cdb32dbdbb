package dev.mcpmanager.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the place where the server runs sees anything wrong with it; as thread-safe as {@code fault}.
 *
 * @param fault what is wrong, if anything; asked at each check, blocks but for moments
 */
public record FaultProbe(Supplier<Optional<String>> fault) implements Probe {
    @Override
    public Finding check(Duration timeout) {
        return fault.get().map(Finding::unhealthy).orElse(Finding.alive());
    }
}
