package dev.mcpmanager.logs;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Searches the lines of a store, newest first, by as many threads as there are cores. Thread-safe. A search sees every
 * line appended before it began and none after; it holds at most {@value #MAX_PAGE} blocks in memory.
 */
public final class LogSearch implements AutoCloseable {
    private static final int FIRST_PAGE = 4;
    private static final int MAX_PAGE = 64;

    private final LogStore store;
    private final ExecutorService scans;

    public LogSearch(LogStore store) {
        this.store = store;
        var threads = Thread.ofPlatform().name("log-search-", 0).daemon().factory();
        scans = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), threads);
    }

    /** The page of lines that the query asks for. */
    public LogPage search(LogQuery query) {
        return search(query, _ -> {});
    }

    /**
     * As {@link #search(LogQuery)}.
     *
     * @param partial gets the page's lines in parts as they are found, newest first; what it throws ends the search
     */
    public LogPage search(LogQuery query, Consumer<List<LogLine>> partial) {
        return new Search(query, partial).run();
    }

    /**
     * The lines of a server around one of them, oldest first, without it.
     *
     * @param before most lines before it, 1 to {@value LogQuery#MAX_LIMIT}
     * @param after most lines after it
     */
    public List<LogLine> context(String server, long sequence, int before, int after) {
        LogFilter filter = LogFilter.ofServer(server);
        LogPage older = search(LogQuery.newest(filter, before).from(sequence));
        var context = new ArrayList<>(older.lines().reversed());
        var newer = new LogExport(store, filter, sequence);
        for (int i = 0; i < after && newer.hasNext(); i++) {
            context.add(newer.next());
        }
        return context;
    }

    /** A block wherever it is, and its name for reports. */
    private record Source(String name, Function<BlockCodec, BlockText> lines) {}

    /** One search. */
    private final class Search {
        private final LogQuery query;
        private final Consumer<List<LogLine>> partial;
        private final Deadline deadline;
        private final NewestLines lines;
        private final CompiledMatch match;
        private final MemoryView memory;
        private final LineFilter filter;
        private int damaged;

        Search(LogQuery query, Consumer<List<LogLine>> partial) {
            this.query = query;
            this.partial = partial;
            deadline = Deadline.in(query.timeLimit());
            lines = new NewestLines(query.limit());
            match = CompiledMatch.of(query.filter().match());
            memory = store.inMemory(query.filter().server());
            filter = LineFilter.of(
                    query.filter(), 0, Math.min(memory.next(), query.before().orElse(Long.MAX_VALUE)));
        }

        LogPage run() {
            int[] bits = match.grams();
            scan(memory.blocks(filter, bits).stream()
                    .map(block -> new Source(block.summary().server() + " in memory", block.lines()))
                    .toList());
            if (deadline.isPast()) {
                return page(Optional.of(filter.before()), true);
            }
            var candidates = new Candidates(store.signatures(), memory.newest(), bits);
            var stored = new BlockPages(store.blocks(), candidates, filter);
            for (int size = FIRST_PAGE; !settled(stored.newestAhead()); size = Math.min(MAX_PAGE, size * 2)) {
                long ahead = stored.newestAhead();
                scan(stored.next(size, memory).stream()
                        .map(block -> new Source(block.name(), block::lines))
                        .toList());
                if (deadline.isPast()) {
                    return page(Optional.of(ahead + 1), true);
                }
            }
            Optional<Long> next =
                    lines.isComplete() ? Optional.of(lines.certain().getLast().sequence()) : Optional.empty();
            return page(next, false);
        }

        /** Whether nothing ahead belongs on the page. */
        private boolean settled(long newestAhead) {
            List<LogLine> settled = lines.settle(newestAhead);
            if (!settled.isEmpty()) {
                partial.accept(settled);
            }
            return lines.isComplete() || newestAhead == BlockPages.END;
        }

        private LogPage page(Optional<Long> next, boolean timedOut) {
            return new LogPage(lines.certain(), next, timedOut, damaged);
        }

        private void scan(List<Source> blocks) {
            var scan = new BlockScan(match, filter.above(lines.floor()), query.limit(), deadline);
            var pending = new ArrayList<Future<List<LogLine>>>();
            for (Source block : blocks) {
                pending.add(scans.submit(() -> scan.of(block.lines().apply(store.codec()))));
            }
            try {
                for (int i = 0; i < blocks.size(); i++) {
                    take(blocks.get(i), pending.get(i));
                }
            } finally {
                pending.forEach(each -> each.cancel(false));
            }
        }

        private void take(Source block, Future<List<LogLine>> scan) {
            try {
                scan.get().forEach(lines::add);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof DamagedException damage)) {
                    throw new IllegalStateException("the search failed at " + block.name(), e.getCause());
                }
                store.damage().report(block.name(), damage);
                damaged++;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(new Problem.Unavailable("The search was interrupted: try again"), e);
            }
        }
    }

    /** Ends searches that are under way. */
    @Override
    public void close() {
        scans.shutdownNow();
    }
}
