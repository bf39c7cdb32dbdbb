package dev.mcpmanager.logs;

import java.util.List;

/** Receives live lines, by one thread. It may block: then its next batch comes later, and it may miss lines. */
public interface LogSubscriber {

    /** The right to bring lines, which is to be given back. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until lines can be brought, before they are read: so that whoever waits holds none. */
    Turn turn() throws InterruptedException;

    /** Lines that follow those before, each server's in order; never none. */
    void lines(List<LogLine> lines) throws InterruptedException;

    /** So many lines of a server, which came after those it got last, are left out: it was too slow, or they too many. */
    void missed(String serverId, long count) throws InterruptedException;

    /** Nothing more comes, since lines could not be read: to be subscribed to again. */
    void failed();
}
