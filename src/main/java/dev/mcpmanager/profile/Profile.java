package dev.mcpmanager.profile;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A named set of servers. Immutable.
 *
 * @param name as of a server, unique
 * @param members in the order given, each server once
 */
public record Profile(String name, List<Member> members) {
    public Profile {
        members = List.copyOf(members);
    }

    /**
     * A server of the profile.
     *
     * @param tools which of its tools; empty for all
     */
    public record Member(String serverId, Optional<Set<String>> tools) {
        public Member {
            tools = tools.map(Set::copyOf);
        }
    }

    public static Profile empty(String name) {
        return new Profile(name, List.of());
    }

    public boolean has(String serverId) {
        return member(serverId).isPresent();
    }

    public boolean hasTool(String serverId, String tool) {
        return member(serverId)
                .filter(member ->
                        member.tools().map(tools -> tools.contains(tool)).orElse(true))
                .isPresent();
    }

    private Optional<Member> member(String serverId) {
        return members.stream()
                .filter(member -> member.serverId().equals(serverId))
                .findFirst();
    }
}
