package dev.mcpmanager.api;

import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogPage;
import dev.mcpmanager.logs.SearchProgress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a search that is streamed sends, each an object with one member. Stateless. */
public final class SearchMessages {
    private SearchMessages() {}

    private record Progress(long sequence, String timestamp) {}

    private record End(@Nullable String next, boolean timedOut, int damagedBlocks) {}

    /** Further lines of the page. */
    public static Object lines(List<LogLine> lines) {
        return Map.of("lines", lines.stream().map(LogLineView::of).toList());
    }

    /** How far back the search looked. */
    public static Object progress(SearchProgress progress) {
        return Map.of("progress", new Progress(progress.sequence(), WireTime.text(progress.at())));
    }

    /** What the page has besides its lines; the last message. */
    public static Object end(LogPage page) {
        return Map.of(
                "end", new End(page.next().map(String::valueOf).orElse(null), page.timedOut(), page.damagedBlocks()));
    }
}
