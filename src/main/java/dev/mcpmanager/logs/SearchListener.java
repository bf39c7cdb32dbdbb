package dev.mcpmanager.logs;

import java.util.List;

/** Follows a search, on the thread that asked for it; what it throws ends the search. */
public interface SearchListener {

    /** Lines of the page as soon as their place is certain, newest first: the page in parts, each line once. */
    void found(List<LogLine> lines);

    /**
     * Called after each few blocks, thousands of times in a long search.
     *
     * @return whether to go on; if not, the page says where the search goes on
     */
    boolean searched(SearchProgress progress);
}
