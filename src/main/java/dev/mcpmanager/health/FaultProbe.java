package dev.mcpmanager.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the place where the server runs sees anything wrong with it, and, if not, what another probe finds. As
 * thread-safe as its parts.
 *
 * @param fault what is wrong, if anything; blocks but for moments, which the timeout does not count
 */
public record FaultProbe(Supplier<Optional<String>> fault, Probe next) implements Probe {
    @Override
    public Finding check(Duration timeout) throws InterruptedException {
        Optional<String> wrong = fault.get();
        return wrong.isPresent() ? Finding.unhealthy(wrong.get()) : next.check(timeout);
    }

    @Override
    public void close() {
        next.close();
    }
}
