package dev.mcpmanager.profile;

import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.profile.Profile.Member;
import dev.mcpmanager.server.InputObject;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerValidator;
import dev.mcpmanager.server.Servers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Makes a {@link Profile} from JSON with {@code name} and {@code servers}. Stateless. */
final class ProfileInput {
    static final int MAX_SERVERS = 1_000;
    static final int MAX_TOOLS = 10_000;

    private ProfileInput() {}

    /** @throws ProblemException Invalid with all bad fields */
    static Profile read(ObjectNode json, Servers servers) {
        List<FieldError> errors = new ArrayList<>();
        var input = new InputObject(json, "", errors);
        Optional<String> name = ServerValidator.name(input);
        if (input.value("servers").isEmpty()) {
            input.refuse("servers", "is required");
        }
        List<Member> members = new ArrayList<>();
        for (InputObject entry : input.objects("servers", MAX_SERVERS)) {
            member(entry, servers).ifPresent(member -> {
                if (members.stream().anyMatch(other -> other.serverId().equals(member.serverId()))) {
                    entry.refuse("server", "is named twice");
                }
                members.add(member);
            });
        }
        input.refuseUnknown();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Profile(name.orElseThrow(), members);
    }

    private static Optional<Member> member(InputObject entry, Servers servers) {
        Optional<String> idOrName = entry.text("server");
        if (entry.value("server").isEmpty()) {
            entry.refuse("server", "is required");
        }
        Optional<ServerDefinition> server = idOrName.flatMap(servers::find);
        if (idOrName.isPresent() && server.isEmpty()) {
            entry.refuse("server", "is no server's name or id");
        }
        Optional<Set<String>> tools =
                entry.value("tools").map(_ -> new LinkedHashSet<>(entry.texts("tools", MAX_TOOLS)));
        entry.refuseUnknown();
        return server.map(found -> new Member(found.id(), tools));
    }
}
