package dev.mcpmanager.profile;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.profile.Profile.Member;
import dev.mcpmanager.storage.Database;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Profiles in the table {@code profiles}. Thread-safe; changes are on disk at once. */
final class ProfileStore {
    private final Database database;

    ProfileStore(Database database) {
        this.database = database;
    }

    List<Profile> all() {
        return database.read(handle -> handle.createQuery("select name, members from profiles")
                .map((row, _) -> new Profile(row.getString("name"), members(row.getString("members"))))
                .list());
    }

    /** Adds it, or changes that of its name. */
    void save(Profile profile) {
        database.write(handle -> handle.execute(
                "insert into profiles (name, members) values (?, ?) on conflict (name) do update set members = excluded.members",
                profile.name(),
                json(profile.members())));
    }

    void delete(String name) {
        database.write(handle -> handle.execute("delete from profiles where name = ?", name));
    }

    private static String json(List<Member> members) {
        ArrayNode json = Json.STRICT.createArrayNode();
        for (Member member : members) {
            ObjectNode entry = json.addObject().put("server", member.serverId());
            member.tools().ifPresent(tools -> tools.forEach(entry.putArray("tools")::add));
        }
        return json.toString();
    }

    private static List<Member> members(String json) {
        List<Member> members = new ArrayList<>();
        for (JsonNode entry : Json.STRICT.readTree(json).values()) {
            Optional<Set<String>> tools = entry.optional("tools").map(names -> {
                Set<String> set = new LinkedHashSet<>();
                names.values().forEach(name -> set.add(name.stringValue()));
                return set;
            });
            members.add(new Member(entry.path("server").stringValue(), tools));
        }
        return members;
    }
}
