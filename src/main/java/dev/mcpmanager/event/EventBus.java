package dev.mcpmanager.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * In-process publish/subscribe. Thread-safe. Publishing never blocks and never fails: each subscription has its own
 * bounded queue and thread, and is told how many events it missed when it was too slow.
 */
public final class EventBus {
    private final List<Subscription<?>> subscriptions = new CopyOnWriteArrayList<>();

    public void publish(Event event) {
        for (Subscription<?> subscription : subscriptions) {
            subscription.offer(event);
        }
    }

    /**
     * Delivers events of {@code type} to {@code subscriber}, one at a time and in the order in which each publisher
     * published them, until the subscription is closed.
     *
     * @param capacity most events that may wait; further ones are dropped and counted
     */
    public <E extends Event> Subscription<E> subscribe(Class<E> type, int capacity, Subscriber<E> subscriber) {
        var subscription = new Subscription<>(type, capacity, subscriber, subscriptions::remove);
        subscriptions.add(subscription);
        return subscription;
    }
}
