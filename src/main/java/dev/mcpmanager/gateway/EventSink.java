package dev.mcpmanager.gateway;

/** An event stream to one client. Thread-safe; no method blocks. What is sent after the end, or to nobody, is dropped. */
public interface EventSink {

    void send(byte[] event);

    /** Bytes that were sent and that the client has not taken yet. */
    long waiting();

    /** Runs {@code next} as soon as little is {@link #waiting}, now if it is, or when the stream is over. */
    default void whenRoom(Runnable next) {
        next.run();
    }

    /** Ends the stream after what was sent. */
    void end();

    /** Ends the connection; what waits is dropped. */
    void abort();

    boolean isOpen();
}
