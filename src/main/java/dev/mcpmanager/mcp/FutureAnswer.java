package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Completes a future with the outcome of a request. Thread-safe. */
record FutureAnswer(CompletableFuture<Response> future) implements AnswerListener {

    /** As {@link McpConnection#request}; {@code scheduler} is for the time-out. */
    static CompletableFuture<Response> to(
            String method,
            RawJson params,
            McpConnection connection,
            Duration timeout,
            ScheduledExecutorService scheduler) {
        var future = new CompletableFuture<Response>();
        long id;
        try {
            id = connection.forward(method, _ -> Optional.of(params), new FutureAnswer(future));
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
        Future<?> timer = scheduler.schedule(
                () -> future.completeExceptionally(connection.timedOut("answer " + method, timeout)),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        var _ = future.whenComplete((_, failure) -> {
            timer.cancel(false);
            connection.cancel(id, failure instanceof CancellationException ? "cancelled" : "timed out");
        });
        return future;
    }

    @Override
    public void answered(Response response) {
        future.complete(response);
    }

    @Override
    public void failed(ProblemException why) {
        future.completeExceptionally(why);
    }
}
