package dev.mcpmanager.logs;

import dev.mcpmanager.logs.BlocksAhead.Batch;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * One search. Not thread-safe. Reads ahead of what it has to know next, the further the longer it takes: at most
 * {@value #MAX_BATCHES} times {@value #MAX_BLOCKS} blocks.
 */
final class RunningSearch {
    private static final int MAX_BATCHES = 8;
    private static final int MAX_BLOCKS = 16;

    private final LogStore store;
    private final ExecutorService threads;
    private final LogQuery query;
    private final SearchListener listener;
    private final Deadline deadline;
    private final NewestLines lines;
    private final CompiledMatch match;
    private final MemoryView memory;
    private final LineFilter filter;
    private final BlocksAhead blocks;
    private final Queue<Pending> pending = new ArrayDeque<>();
    private int taken;
    private int damaged;

    RunningSearch(LogStore store, ExecutorService threads, LogQuery query, SearchListener listener) {
        this.store = store;
        this.threads = threads;
        this.query = query;
        this.listener = listener;
        deadline = Deadline.in(query.timeLimit());
        lines = new NewestLines(query.limit());
        match = CompiledMatch.of(query.filter().match());
        memory = store.inMemory(query.filter().server());
        filter = LineFilter.of(
                query.filter(), 0, Math.min(memory.next(), query.before().orElse(Long.MAX_VALUE)));
        List<int[]> grams = match.grams();
        var candidates = new Candidates(store.signatures(), memory.newest(), grams);
        blocks = new BlocksAhead(store.blocks(), candidates, filter, memory.blocks(filter, grams));
    }

    /** What blocks had. */
    private record Found(List<LogLine> lines, int damaged) {}

    private record Pending(SearchProgress from, Future<Found> found) {}

    LogPage run() {
        try {
            for (readAhead(); !settled(); readAhead()) {
                SearchProgress from = pending.element().from();
                if (!listener.searched(from)) {
                    return page(Optional.of(from.sequence() + 1), false);
                }
                take(pending.remove());
                if (deadline.isPast()) {
                    return page(Optional.of(from.sequence() + 1), true);
                }
            }
            return page(
                    lines.isComplete() ? Optional.of(lines.certain().getLast().sequence()) : Optional.empty(), false);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(new Problem.Unavailable("The log is being closed: start the manager again"), e);
        } finally {
            deadline.end();
            pending.forEach(each -> each.found().cancel(false));
        }
    }

    private LogPage page(Optional<Long> next, boolean timedOut) {
        return new LogPage(lines.certain(), next, timedOut, damaged);
    }

    private void readAhead() {
        boolean more = true;
        while (more && pending.size() < Math.min(MAX_BATCHES, 1 + taken)) {
            Optional<Batch> batch = blocks.next(Math.min(MAX_BLOCKS, 1 + taken));
            batch.ifPresent(this::submit);
            more = batch.isPresent();
        }
    }

    private void submit(Batch batch) {
        var scan = new BlockScan(match, filter.above(lines.floor()), query.limit(), deadline);
        pending.add(new Pending(batch.from(), threads.submit(() -> scan(batch, scan))));
    }

    /** Whether nothing ahead belongs on the page. */
    private boolean settled() {
        boolean end = pending.isEmpty();
        List<LogLine> settled = lines.settle(end ? 0 : pending.element().from().sequence());
        if (!settled.isEmpty()) {
            listener.found(settled);
        }
        return end || lines.isComplete();
    }

    private void take(Pending batch) {
        try {
            Found found = batch.found().get();
            found.lines().forEach(lines::add);
            damaged += found.damaged();
            taken++;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException problem
                    ? problem
                    : new IllegalStateException("a search failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem.Unavailable("The search was interrupted: try again"), e);
        }
    }

    private Found scan(Batch batch, BlockScan scan) {
        var found = new ArrayList<LogLine>();
        int unread = 0;
        try (var decoder = new BlockDecoder()) {
            for (MemoryBlock block : batch.inMemory()) {
                String name = block.summary().server() + " in memory";
                unread += add(found, name, () -> scan.of(block.lines().get()));
            }
            for (StoredBlock block : stored(batch.stored())) {
                unread += add(found, block.name(), () -> scan.of(block, decoder));
            }
        }
        return new Found(found, unread);
    }

    /** Those of the blocks that are not in memory, too. */
    private List<StoredBlock> stored(List<Long> ids) {
        return ids.isEmpty() || deadline.isPast()
                ? List.of()
                : store.blocks().blocks(ids).stream()
                        .filter(block -> block.firstSequence() < memory.firstSequence(block.server()))
                        .toList();
    }

    /** How many blocks could not be read. */
    private int add(List<LogLine> found, String name, Supplier<List<LogLine>> block) {
        try {
            found.addAll(block.get());
            return 0;
        } catch (DamagedException e) {
            store.damage().report(name, e);
            return 1;
        }
    }
}
