package dev.mcpmanager.runtime.process;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.RunIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ends what an earlier manager on the same data directory left behind. Thread-safe. */
final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String instanceId;
    private final ProcessTable table;
    private final ProcessScans scans;

    Leftovers(String instanceId, ProcessTable table) {
        this.instanceId = instanceId;
        this.table = table;
        this.scans = new ProcessScans(table, Long.MIN_VALUE);
    }

    /** As {@link dev.mcpmanager.runtime.ServerRuntime#endLeftovers}. */
    List<Leftover> end(Collection<RunIdentity> recorded) {
        var leftovers = new LinkedHashMap<String, Leftover>();
        try (var sideBySide = Executors.newVirtualThreadPerTaskExecutor()) {
            var ending = new ArrayList<Future<Leftover>>();
            trees(recorded).forEach((cookie, tree) -> ending.add(sideBySide.submit(() -> end(cookie, tree))));
            for (Future<Leftover> each : ending) {
                Leftover leftover = each.get();
                if (!leftover.pids().isEmpty()) {
                    leftovers.merge(leftover.serverId(), leftover, Leftovers::together);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException("leftover processes could not be ended", e);
        }
        return List.copyOf(leftovers.values());
    }

    /** One tree for each run: by its recorded leader, which may have overwritten its environment, and by cookie. */
    private Map<Cookie, ProcessTree> trees(Collection<RunIdentity> recorded) {
        List<ProcessEntry> entries = scans.fresh().entries();
        var leaders = new HashMap<Cookie, ProcessId>();
        for (RunIdentity run : recorded) {
            var leader = new ProcessId(run.pid(), run.startTicks());
            // pid and time may come around once more after the machine was started anew, a stranger that leads hardly
            if (entries.stream().anyMatch(entry -> entry.id().equals(leader) && entry.group() == leader.pid())) {
                leaders.put(new Cookie(instanceId, run.serverId(), run.run()), leader);
            }
        }
        var cookies = new LinkedHashSet<>(leaders.keySet());
        for (ProcessEntry entry : entries) {
            entry.cookie()
                    .filter(cookie -> cookie.instanceId().equals(instanceId))
                    .ifPresent(cookies::add);
        }
        var trees = new HashMap<Cookie, ProcessTree>();
        for (Cookie cookie : cookies) {
            var membership = new Membership(cookie, Optional.ofNullable(leaders.get(cookie)));
            trees.put(cookie, new ProcessTree(table, scans, membership, Membership.UNSEEN));
        }
        return trees;
    }

    private static Leftover end(Cookie cookie, ProcessTree tree) {
        List<Long> found = pids(tree.members());
        boolean gone = found.isEmpty();
        try {
            gone = gone || tree.terminate(CompletableFuture.completedFuture(null), System.nanoTime() + GRACE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Leftover(cookie.serverId(), found, gone ? List.of() : pids(tree.kill()));
    }

    private static Leftover together(Leftover one, Leftover other) {
        return new Leftover(
                one.serverId(), joined(one.pids(), other.pids()), joined(one.survivors(), other.survivors()));
    }

    private static List<Long> joined(List<Long> one, List<Long> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static List<Long> pids(List<ProcessEntry> entries) {
        return entries.stream().map(ProcessEntry::pid).toList();
    }
}
