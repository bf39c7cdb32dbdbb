package dev.mcpmanager.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mcpmanager.profile.Profile;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Servers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A profile as {@code /api/profiles} shows it. Immutable.
 *
 * @param servers those that still exist
 * @param path its address at this manager
 */
public record ProfileView(String name, List<Member> servers, String path) {

    /**
     * A server of the profile.
     *
     * @param server its name
     * @param tools which of its tools; null for all
     */
    public record Member(
            String server,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> tools) {}

    public static ProfileView of(Profile profile, Servers servers) {
        return new ProfileView(
                profile.name(),
                profile.members().stream()
                        .flatMap(member -> member(member, servers.find(member.serverId())))
                        .toList(),
                "/mcp?profile=" + profile.name());
    }

    private static Stream<Member> member(Profile.Member member, Optional<ServerDefinition> server) {
        return server.stream()
                .map(found -> new Member(
                        found.name(),
                        member.tools()
                                .map(tools -> tools.stream().sorted().toList())
                                .orElse(null)));
    }
}
