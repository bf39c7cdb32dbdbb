package dev.mcpmanager.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT: the first asks for an orderly end, a second one ends at once. The JVM's shutdown hooks would not
 * do: they cannot see the second signal, and the exit code would be that of a signal. Thread-safe.
 */
final class Signals {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Runnable force;

    /**
     * Begins to listen.
     *
     * @param force what a second signal does
     */
    Signals(Runnable force) {
        this.force = force;
        listen("TERM");
        listen("INT");
    }

    /** Waits for the first signal. */
    void await() throws InterruptedException {
        asked.await();
    }

    private synchronized void received() {
        if (asked.getCount() == 0) {
            force.run();
        }
        asked.countDown();
    }

    /** By reflection: javac warns of {@code sun.misc.Signal} without a way to suppress it, yet there is no other API. */
    private void listen(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        received();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no sun.misc.Signal", e);
        }
    }
}
