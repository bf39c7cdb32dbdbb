package dev.mcpmanager.health;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;

/**
 * Whether the server answers MCP. Thread-safe. A server that is busy is not dead: while it may still answer,
 * anything that it sent since the question counts as life.
 *
 * @param ping {@code ping} of a legacy session, {@code server/discover} of a modern one
 * @param heardSince whether anything came from the server since a moment, as {@link System#nanoTime()}
 */
public record McpProbe(Ping ping, LongPredicate heardSince) implements Probe {

    /** Asks a server something that it must answer. */
    public interface Ping {
        /**
         * Completes with the answer, or exceptionally, with a message for people: {@link ProblemException} of
         * {@link Problem.UpstreamFailed} where nothing can be asked any more.
         *
         * @throws ProblemException when there is nobody to ask
         */
        CompletableFuture<?> send(Duration timeout);
    }

    @Override
    public Finding check(Duration timeout) throws InterruptedException {
        long began = System.nanoTime();
        CompletableFuture<?> answer;
        try {
            answer = ping.send(timeout);
        } catch (ProblemException e) {
            return Finding.unhealthy(e.problem().detail());
        }
        try {
            answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return Finding.healthy(Duration.ofNanos(System.nanoTime() - began));
        } catch (ExecutionException e) {
            return failed(began, timeout, e);
        } catch (TimeoutException e) {
            return silent(began, timeout);
        } finally {
            answer.cancel(true);
        }
    }

    private Finding failed(long began, Duration timeout, ExecutionException failure) {
        String message = Optional.ofNullable(failure.getCause())
                .map(Throwable::getMessage)
                .orElse("does not answer MCP");
        if (failure.getCause() instanceof ProblemException told) {
            if (told.problem() instanceof Problem.UpstreamTimedOut) {
                // the connection's timer was the quicker one
                return silent(began, timeout);
            }
            if (told.problem() instanceof Problem.Unavailable) {
                // so much is under way that it could not be asked
                return unlessHeard(began, message);
            }
        }
        return Finding.unhealthy(message);
    }

    private Finding silent(long began, Duration timeout) {
        return unlessHeard(began, "did not answer MCP within " + timeout.toMillis() + " ms");
    }

    private Finding unlessHeard(long began, String error) {
        return heardSince.test(began) ? Finding.alive() : Finding.unhealthy(error);
    }
}
