package dev.mcpmanager.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names within a time: Java's lookups, and so its HTTP client, block for as long as the machine's resolver tries,
 * which can be 20 s. What is found is in Java's cache for whoever asks next. Thread-safe. One lookup of a name is under way
 * at a time, on a thread of its own, since it would hold the carrier of a virtual one.
 */
final class HostNames {

    /** Looks a name up, such as {@link InetAddress#getByName}. */
    interface Resolver {
        InetAddress resolve(String name) throws UnknownHostException;
    }

    private record Lookup(String host, FutureTask<InetAddress> task) {}

    private final Resolver resolver;
    private @Nullable Lookup latest;

    HostNames(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Blocks until {@code host} is resolved, not at all if it is an address.
     *
     * @param end as {@link System#nanoTime()}
     */
    void await(String host, long end) throws IOException, InterruptedException {
        if (isAddress(host)) {
            return;
        }
        try {
            lookup(host).get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the name was not resolved in time");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private synchronized FutureTask<InetAddress> lookup(String host) {
        Lookup before = latest;
        if (before != null && before.host().equals(host) && !before.task().isDone()) {
            return before.task();
        }
        var task = new FutureTask<>(() -> resolver.resolve(host));
        latest = new Lookup(host, task);
        Thread.ofPlatform().name("lookup").daemon().start(task);
        return task;
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.chars().allMatch(each -> each == '.' || Character.isDigit(each));
    }
}
