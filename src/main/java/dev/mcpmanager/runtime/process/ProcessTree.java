package dev.mcpmanager.runtime.process;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mcpmanager.runtime.process.ProcessScans.Scan;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The living processes of one run, to be looked at and ended; whoever belonged to it once, belongs to it until its end.
 * Thread-safe.
 */
final class ProcessTree {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final ProcessTable table;
    private final ProcessScans scans;
    private final Membership membership;
    private volatile long leaderEndedTicks;
    private long newestScan;
    private Set<ProcessId> known = Set.of();

    /** @param leaderEndedTicks see {@link Membership#of} */
    ProcessTree(ProcessTable table, ProcessScans scans, Membership membership, long leaderEndedTicks) {
        this.table = table;
        this.scans = scans;
        this.membership = membership;
        this.leaderEndedTicks = leaderEndedTicks;
    }

    /** To be called as soon as the leader has ended, before its pid can come around again. */
    void leaderEnded() {
        leaderEndedTicks = table.now();
    }

    List<ProcessEntry> members() {
        return membersIn(scans.fresh());
    }

    /** The members as they were at most {@code age} ago. */
    List<ProcessEntry> members(Duration age) {
        return membersIn(scans.recent(age));
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

    /** Those of {@code members} that are suspended now. */
    List<ProcessEntry> suspended(List<ProcessEntry> members) {
        return members.stream().filter(member -> table.isSuspended(member.id())).toList();
    }

    /**
     * Sends SIGTERM once to each process, to the tree as it is and to those that come up in the meantime, lets those go on
     * that are suspended, as they could not end, and waits as {@link #awaitEmpty(CompletableFuture, long)}.
     */
    boolean terminate(CompletableFuture<?> leaderExit, long deadline) throws InterruptedException {
        List<ProcessEntry> members = members();
        signal(members, Posix.SIGTERM);
        suspended(members).forEach(member -> signal(member, Posix.SIGCONT));
        var told = new HashSet<ProcessId>();
        members.forEach(member -> told.add(member.id()));
        return awaitEmpty(leaderExit, deadline, member -> {
            if (told.add(member.id())) {
                signal(member, Posix.SIGTERM);
            }
        });
    }

    /**
     * Sends SIGKILL until nothing of the tree lives, at most 5 s long: again and again, as forks race with each look at
     * the table. An interrupt does not cut it short.
     *
     * @return those that live on
     */
    List<ProcessEntry> kill() {
        var pauses = new Pauses(System.nanoTime() + KILL_LIMIT.toNanos());
        boolean interrupted = false;
        boolean inTime = true;
        List<ProcessEntry> members = members();
        while (!members.isEmpty() && inTime) {
            signal(members, Posix.SIGKILL);
            try {
                inTime = pauses.next();
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

    private boolean awaitEmpty(CompletableFuture<?> leaderExit, long deadline, Consumer<ProcessEntry> whoLives)
            throws InterruptedException {
        if (!awaitExit(leaderExit, deadline)) {
            return false;
        }
        var pauses = new Pauses(deadline);
        do {
            List<ProcessEntry> members = members();
            if (members.isEmpty()) {
                return true;
            }
            members.forEach(whoLives);
        } while (pauses.next());
        return false;
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

    private synchronized List<ProcessEntry> membersIn(Scan scan) {
        List<ProcessEntry> members = membership.of(scan.entries(), known, leaderEndedTicks);
        if (scan.number() > newestScan) {
            newestScan = scan.number();
            known = members.stream().map(ProcessEntry::id).collect(toUnmodifiableSet());
        }
        return members;
    }

    private void signal(List<ProcessEntry> members, int signal) {
        // one call for the whole group, as no fork can slip through it
        boolean group = members.stream().anyMatch(membership::isInGroup)
                && Posix.kill(-membership.leader().orElseThrow().pid(), signal);
        for (ProcessEntry member : members) {
            if (!group || !membership.isInGroup(member)) {
                signal(member, signal);
            }
        }
    }

    private void signal(ProcessEntry member, int signal) {
        if (table.find(member.pid()).equals(Optional.of(member.id()))) {
            Posix.kill(member.pid(), signal);
        }
    }
}
