package dev.mcpmanager.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;

/**
 * Whether the server answers MCP. Thread-safe. A server that is busy is not dead: anything that it sent since the question
 * counts as life.
 *
 * @param ping {@code ping} of a legacy session, {@code server/discover} of a modern one
 * @param heardSince whether anything came from the server since a moment, as {@link System#nanoTime()}
 */
public record McpProbe(Ping ping, LongPredicate heardSince) implements Probe {

    /** Asks a server something that it must answer. */
    public interface Ping {
        /** Completes with the answer, or exceptionally, with a message for people. */
        CompletableFuture<?> send(Duration timeout);
    }

    @Override
    public Finding check(Duration timeout) throws InterruptedException {
        long began = System.nanoTime();
        CompletableFuture<?> answer = ping.send(timeout);
        try {
            answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return Finding.healthy(Duration.ofNanos(System.nanoTime() - began));
        } catch (ExecutionException e) {
            return failed(
                    began,
                    Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("does not answer MCP"));
        } catch (TimeoutException e) {
            return failed(began, "did not answer MCP within " + timeout.toMillis() + " ms");
        } finally {
            answer.cancel(true);
        }
    }

    private Finding failed(long began, String error) {
        return heardSince.test(began) ? Finding.alive() : Finding.unhealthy(error);
    }
}
