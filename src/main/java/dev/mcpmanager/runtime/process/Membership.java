package dev.mcpmanager.runtime.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells which processes belong to one run: the members of its process group, whatever carries its cookie, and the
 * children of those. Immutable.
 *
 * <p>A pid, and so a group's id, comes around again once nobody has it. The group of that id is therefore the run's
 * only while it holds the leader itself, somebody known to belong to the run, or a process older than the leader's end.
 *
 * @param leader main process, which leads the group; empty when not known
 */
record Membership(Cookie cookie, Optional<ProcessId> leader) {

    /** For {@link #of}: the leader lives. */
    static final long LIVES = Long.MAX_VALUE;

    /** For {@link #of}: nobody saw when the leader ended. */
    static final long UNSEEN = Long.MIN_VALUE;

    /**
     * Those of {@code entries} that belong to the run.
     *
     * @param known who belonged to it before
     * @param leaderEndedTicks when the leader ended, or {@link #LIVES} or {@link #UNSEEN}
     */
    List<ProcessEntry> of(List<ProcessEntry> entries, Set<ProcessId> known, long leaderEndedTicks) {
        Predicate<ProcessEntry> certain = entry -> known.contains(entry.id())
                || entry.cookie().equals(Optional.of(cookie))
                || leader.equals(Optional.of(entry.id()));
        boolean groupIsOurs = entries.stream()
                .filter(this::isInGroup)
                .anyMatch(entry -> certain.test(entry) || entry.id().startTicks() <= leaderEndedTicks);
        return withChildren(entries, entry -> certain.test(entry) || (groupIsOurs && isInGroup(entry)));
    }

    /** Whether its group has the id that the run's group has or had. */
    boolean isInGroup(ProcessEntry entry) {
        return leader.isPresent() && entry.group() == leader.get().pid();
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
}
