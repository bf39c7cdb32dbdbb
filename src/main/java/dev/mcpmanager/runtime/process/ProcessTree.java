package dev.mcpmanager.runtime.process;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mcpmanager.runtime.process.ProcessScans.Scan;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All that one run started and that still lives: the members of its process group, whatever carries its cookie, and
 * the children of those; whoever belonged to it once, belongs to it until its end. Thread-safe.
 *
 * <p>A pid, and so a group's id, may be used again once nobody has it. The group of that id is therefore taken for the
 * run's only while it holds the leader itself, a process with the cookie, or one that started before the leader ended.
 */
final class ProcessTree {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final ProcessTable table;
    private final ProcessScans scans;
    private final Cookie cookie;
    private final Optional<ProcessId> leader;
    private volatile long leaderEndedTicks;
    private long newestScan;
    private Set<ProcessId> known = Set.of();

    /**
     * @param leader main process, which leads the group; empty when not known
     * @param leaderEndedTicks when the leader ended; {@link Long#MAX_VALUE} while it lives, {@link Long#MIN_VALUE} when
     *     not known
     */
    ProcessTree(
            ProcessTable table, ProcessScans scans, Cookie cookie, Optional<ProcessId> leader, long leaderEndedTicks) {
        this.table = table;
        this.scans = scans;
        this.cookie = cookie;
        this.leader = leader;
        this.leaderEndedTicks = leaderEndedTicks;
    }

    /** To be called as soon as the leader has ended, before its pid can come around again. */
    void leaderEnded() {
        leaderEndedTicks = table.now();
    }

    List<ProcessEntry> members() {
        return select(scans.fresh());
    }

    /** Those of the tree as they were at most {@code age} ago. */
    List<ProcessEntry> members(Duration age) {
        return select(scans.recent(age));
    }

    /**
     * Waits until nothing of the tree lives.
     *
     * @param leaderExit done when the leader has ended: until then nobody needs to look
     * @param deadline as {@link System#nanoTime}
     * @return false when something still lives at the deadline
     */
    boolean awaitEmpty(CompletableFuture<?> leaderExit, long deadline) throws InterruptedException {
        return awaitEmpty(leaderExit, deadline, member -> {});
    }

    /**
     * Sends SIGTERM once to each process, to the tree as it is and to those that come up in the meantime, and waits as
     * {@link #awaitEmpty(CompletableFuture, long)}.
     */
    boolean terminate(CompletableFuture<?> leaderExit, long deadline) throws InterruptedException {
        List<ProcessEntry> members = members();
        signal(members, Posix.SIGTERM);
        var told = new HashSet<ProcessId>();
        members.forEach(member -> told.add(member.id()));
        return awaitEmpty(leaderExit, deadline, member -> {
            if (told.add(member.id())) {
                signal(member, Posix.SIGTERM);
            }
        });
    }

    private boolean awaitEmpty(CompletableFuture<?> leaderExit, long deadline, Consumer<ProcessEntry> whoLives)
            throws InterruptedException {
        if (!awaitExit(leaderExit, deadline)) {
            return false;
        }
        var pause = new Pause(deadline);
        do {
            List<ProcessEntry> members = members();
            if (members.isEmpty()) {
                return true;
            }
            members.forEach(whoLives);
        } while (pause.passed());
        return false;
    }

    /**
     * Sends SIGKILL until nothing of the tree lives, at most 5 s long: again and again, as forks race with each look at
     * the table. Not cut short by an interrupt.
     *
     * @return those that live on
     */
    List<ProcessEntry> kill() {
        var pause = new Pause(System.nanoTime() + KILL_LIMIT.toNanos());
        boolean interrupted = false;
        boolean inTime = true;
        List<ProcessEntry> members = members();
        while (!members.isEmpty() && inTime) {
            signal(members, Posix.SIGKILL);
            try {
                inTime = pause.passed();
            } catch (InterruptedException e) {
                interrupted = true;
            }
            members = members();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return members;
    }

    private void signal(List<ProcessEntry> members, int signal) {
        // one call for the whole group, as no fork can slip through it
        boolean group = members.stream().anyMatch(this::isInGroup)
                && Posix.kill(-leader.orElseThrow().pid(), signal);
        for (ProcessEntry member : members) {
            if (!group || !isInGroup(member)) {
                signal(member, signal);
            }
        }
    }

    private void signal(ProcessEntry member, int signal) {
        if (table.find(member.pid()).equals(Optional.of(member.id()))) {
            Posix.kill(member.pid(), signal);
        }
    }

    private synchronized List<ProcessEntry> select(Scan scan) {
        List<ProcessEntry> members = withChildren(scan.entries(), isMember(scan.entries()));
        if (scan.number() > newestScan) {
            newestScan = scan.number();
            known = members.stream().map(ProcessEntry::id).collect(toUnmodifiableSet());
        }
        return members;
    }

    private Predicate<ProcessEntry> isMember(List<ProcessEntry> entries) {
        boolean groupIsOurs = entries.stream().anyMatch(entry -> isInGroup(entry) && provesGroup(entry));
        return entry -> isCertain(entry) || (groupIsOurs && isInGroup(entry));
    }

    private static List<ProcessEntry> withChildren(List<ProcessEntry> entries, Predicate<ProcessEntry> isMember) {
        var members = new LinkedHashMap<Long, ProcessEntry>();
        int before;
        do {
            before = members.size();
            for (ProcessEntry entry : entries) {
                if (members.containsKey(entry.parent()) || isMember.test(entry)) {
                    members.put(entry.pid(), entry);
                }
            }
        } while (members.size() > before);
        return List.copyOf(members.values());
    }

    private boolean isCertain(ProcessEntry entry) {
        return entry.cookie().equals(Optional.of(cookie))
                || leader.equals(Optional.of(entry.id()))
                || known.contains(entry.id());
    }

    private boolean provesGroup(ProcessEntry entry) {
        return isCertain(entry) || entry.id().startTicks() <= leaderEndedTicks;
    }

    private boolean isInGroup(ProcessEntry entry) {
        return leader.isPresent() && entry.group() == leader.get().pid();
    }

    private static boolean awaitExit(CompletableFuture<?> exit, long deadline) throws InterruptedException {
        try {
            exit.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit never fails", e);
        }
    }

    /** Ever longer pauses up to a deadline; the kernel tells nobody when the child of a child ends. */
    private static final class Pause {
        private final long deadline;
        private Duration next = Duration.ofMillis(1);

        Pause(long deadline) {
            this.deadline = deadline;
        }

        /** Sleeps; false at once when the deadline is over. */
        boolean passed() throws InterruptedException {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            Thread.sleep(Duration.ofNanos(Math.min(left, next.toNanos())));
            next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
            return true;
        }
    }
}
