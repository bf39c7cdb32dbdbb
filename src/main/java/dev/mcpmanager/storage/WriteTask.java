package dev.mcpmanager.storage;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** One unit of writing that waits for the writer's thread; all of it is committed, or nothing. */
sealed interface WriteTask {

    /**
     * Executes the SQL.
     *
     * @return to be called once that is committed
     */
    Runnable run(Handle handle);

    /** Called in place of the commit. */
    void failed(Throwable failure);

    /** Somebody waits for the outcome. */
    record Awaited<T>(Function<Handle, T> work, CompletableFuture<T> outcome) implements WriteTask {
        @Override
        public Runnable run(Handle handle) {
            T result = work.apply(handle);
            return () -> outcome.complete(result);
        }

        @Override
        public void failed(Throwable failure) {
            outcome.completeExceptionally(failure);
        }
    }

    /** Nobody waits. */
    record Later(String what, Consumer<Handle> work) implements WriteTask {
        @Override
        public Runnable run(Handle handle) {
            work.accept(handle);
            return () -> {};
        }

        @Override
        public void failed(Throwable failure) {}
    }
}
