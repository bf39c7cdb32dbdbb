package dev.mcpmanager.web;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.logs.LineBatch;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogFeed;
import dev.mcpmanager.logs.LogHistory;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogSink;
import dev.mcpmanager.logs.RecentLines;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores no lines: for tests in which no server prints. */
final class NoLogs implements LogSink, LogHistory {

    /** A live socket of which nobody gets lines. */
    static LiveSocket liveSocket(EventBus bus) {
        var nothing = new NoLogs();
        var captures = new LogCaptures(nothing, InstantSource.system());
        return new LiveSocket(bus, new LogFeed(captures, nothing), UnaryOperator.identity());
    }

    @Override
    public long next() {
        return 1;
    }

    @Override
    public Iterator<LogLine> after(Optional<String> serverId, long sequence) {
        return Collections.emptyIterator();
    }

    @Override
    public RecentLines recent(String serverId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(String serverId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Taken offer(String serverId, LineBatch batch, int first, Duration patience) {
        throw new UnsupportedOperationException();
    }
}
