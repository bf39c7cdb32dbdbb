package dev.mcpmanager.api;

import dev.mcpmanager.logs.LogPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search, newest first. Immutable.
 *
 * @param next cursor of the page after it; null at the end of the log
 * @param timedOut whether the time limit ended the search; {@code next} goes on from there
 * @param damagedBlocks blocks of lines that could not be read and were skipped
 */
public record LogPageView(List<LogLineView> data, @Nullable String next, boolean timedOut, int damagedBlocks) {
    public LogPageView {
        data = List.copyOf(data);
    }

    public static LogPageView of(LogPage page) {
        return new LogPageView(
                page.lines().stream().map(LogLineView::of).toList(),
                page.next().map(String::valueOf).orElse(null),
                page.timedOut(),
                page.damagedBlocks());
    }
}
