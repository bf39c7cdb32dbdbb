package dev.mcpmanager.logs;

import java.time.Duration;

/** Where captured lines are stored. Thread-safe. */
public interface LogSink {

    /** The latest lines of a server: among them each that got its sequence before this call, or later ones instead. */
    RecentLines recent(String serverId);

    /** Frees what is in memory of a server that prints no more, unless that cannot be stored now. */
    void forget(String serverId);

    /**
     * Takes lines of a batch, those from {@code first} on, as far as there is room for them now; they are copied before
     * this returns, and get sequences one after the other. Gives up, having taken none, when there is no room at all
     * after {@code patience}, as the writer is still behind.
     */
    Taken offer(String serverId, LineBatch batch, int first, Duration patience);

    /**
     * Lines that were taken.
     *
     * @param sequence of the first of them: higher than that of every line before, of any server, and never used again
     * @param lines how many, perhaps none
     */
    record Taken(long sequence, int lines) {
        public static final Taken NONE = new Taken(0, 0);
    }
}
