package dev.mcpmanager.event;

/** Receives events on the thread of its subscription. */
public interface Subscriber<E extends Event> {

    void received(E event);

    /** Called in place of events that were dropped because this subscriber was too slow. */
    default void missed(long count) {}
}
