package dev.mcpmanager.web;

import dev.mcpmanager.api.SearchMessages;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogFormat;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogPage;
import dev.mcpmanager.logs.SearchListener;
import dev.mcpmanager.logs.SearchProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Writes a search as JSON objects, one a line, while it goes on; a client that went away ends it. For one thread. */
final class SearchStream implements SearchListener {
    static final String MEDIA_TYPE = LogFormat.NDJSON.mediaType();

    private static final long PROGRESS_NANOS = Duration.ofMillis(100).toNanos();

    private final OutputStream out;
    private long told = System.nanoTime();

    SearchStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void found(List<LogLine> lines) {
        write(SearchMessages.lines(lines));
    }

    @Override
    public boolean searched(SearchProgress progress) {
        long now = System.nanoTime();
        if (now - told >= PROGRESS_NANOS) {
            told = now;
            write(SearchMessages.progress(progress));
        }
        return true;
    }

    /** Writes what the page has besides its lines. */
    void end(LogPage page) {
        write(SearchMessages.end(page));
    }

    private void write(Object message) {
        try {
            out.write(Json.STRICT.writeValueAsBytes(message));
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
