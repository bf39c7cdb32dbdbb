package dev.mcpmanager.health;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadTimersTest {

    @Test
    void anErrorDoesNotEndARepeatedTask() {
        var runs = new AtomicInteger();
        try (var timers = new ThreadTimers()) {
            timers.every(Duration.ofMillis(1), () -> {
                if (runs.incrementAndGet() == 1) {
                    throw new OutOfMemoryError("of a moment");
                }
            });
            await().until(() -> runs.get() > 1);
        }
    }
}
