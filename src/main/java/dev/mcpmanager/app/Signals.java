package dev.mcpmanager.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGTERM and SIGINT: the first asks for an orderly end, the second to hurry, a third ends the JVM. Its shutdown hooks
 * would not do: they cannot see a second signal, and the exit code would be that of a signal. SIGHUP asks for an orderly
 * end however often it comes, as kernel and shell both send it when a terminal is closed. Thread-safe.
 */
final class Signals {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger received = new AtomicInteger();
    private final Runnable hurry;

    /**
     * Begins to listen.
     *
     * @param hurry what the second signal does, on a thread of its own
     */
    Signals(Runnable hurry) {
        this.hurry = hurry;
        listen("TERM", this::received);
        listen("INT", this::received);
        listen("HUP", asked::countDown);
    }

    /** Waits for the first signal. */
    void await() throws InterruptedException {
        asked.await();
    }

    private void received() {
        switch (received.incrementAndGet()) {
            case 1 -> asked.countDown();
            case 2 -> hurry.run();
            default -> Runtime.getRuntime().halt(1);
        }
    }

    /** By reflection: javac warns of {@code sun.misc.Signal} without a way to suppress it, yet there is no other API. */
    private static void listen(String name, Runnable reaction) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        reaction.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no sun.misc.Signal", e);
        }
    }
}
