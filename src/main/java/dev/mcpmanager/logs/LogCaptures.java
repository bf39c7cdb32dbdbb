package dev.mcpmanager.logs;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The captures of all servers, made as they are asked for. Thread-safe. */
public final class LogCaptures {
    private final LogSink sink;
    private final InstantSource clock;
    private final News news = new News();
    private final ConcurrentMap<String, LogCapture> captures = new ConcurrentHashMap<>();

    public LogCaptures(LogSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    public LogCapture of(String serverId) {
        return captures.computeIfAbsent(serverId, id -> new LogCapture(id, sink, clock, news));
    }

    /** That of a server of which something was captured or is about to be. */
    public Optional<LogCapture> find(String serverId) {
        return Optional.ofNullable(captures.get(serverId));
    }

    /** How many lines of all servers were dropped since the manager's start; those of deleted servers no more. */
    public long dropped() {
        return captures.values().stream().mapToLong(LogCapture::dropped).sum();
    }

    /** To be called when a server is deleted: whatever still comes of it is left out, and what is in memory is freed. */
    public void forget(String serverId) {
        LogCapture capture = captures.remove(serverId);
        if (capture != null) {
            capture.close();
            sink.forget(serverId);
        }
    }

    /** Told after lines were captured. */
    News news() {
        return news;
    }

    /** Those that exist, of one server or of all; a live view. */
    Collection<LogCapture> existing(Optional<String> serverId) {
        return serverId.isEmpty()
                ? Collections.unmodifiableCollection(captures.values())
                : serverId.flatMap(this::find).stream().toList();
    }
}
