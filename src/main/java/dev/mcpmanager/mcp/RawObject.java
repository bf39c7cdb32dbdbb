package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object of which some members are known by their place, so that they can be read and changed while all other
 * bytes stay as they were written. Immutable and thread-safe.
 */
public final class RawObject {
    private final RawJson source;
    private final List<String> names;
    /** For each of {@code names} where its value begins and ends; 0 if the object has no such member. */
    private final int[] places;

    /** Where the object's brace is. */
    private final int begin;

    private final boolean empty;

    private RawObject(RawJson source, List<String> names, int[] places, int begin, boolean empty) {
        this.source = source;
        this.names = names;
        this.places = places;
        this.begin = begin;
        this.empty = empty;
    }

    /** Looks for the members of these names; empty if {@code source} is no object, or repeats one of them. */
    public static Optional<RawObject> of(RawJson source, List<String> names) {
        var cursor = source.cursor();
        if (cursor.peek() != '{') {
            return Optional.empty();
        }
        int begin = cursor.at();
        int[] places = new int[2 * names.size()];
        int[] count = new int[2];
        cursor.members(name -> {
            int index = names.indexOf(name);
            int from = cursor.at();
            cursor.value();
            count[0]++;
            if (index >= 0) {
                count[1] += places[2 * index];
                places[2 * index] = from;
                places[2 * index + 1] = cursor.at();
            }
        });
        return count[1] > 0
                ? Optional.empty()
                : Optional.of(new RawObject(source, names, places, begin, count[0] == 0));
    }

    /** All of it. */
    public RawJson json() {
        return source;
    }

    public boolean has(String name) {
        return places[2 * index(name)] > 0;
    }

    public Optional<RawJson> get(String name) {
        int at = 2 * index(name);
        return places[at] == 0
                ? Optional.empty()
                : Optional.of(RawJson.slice(source.array(), places[at], places[at + 1]));
    }

    /** The member's value if it is a string. */
    public Optional<String> text(String name) {
        int at = 2 * index(name);
        return places[at] > 0 && source.array()[places[at]] == '"'
                ? Optional.of(new JsonCursor(source.array(), places[at], places[at + 1]).text())
                : Optional.empty();
    }

    /** The member's value as an object of its own; empty if it is none, or repeats one of {@code members}. */
    public Optional<RawObject> object(String name, List<String> members) {
        return get(name).flatMap(value -> of(value, members));
    }

    /** The same with other values for these members, all of them among those looked for; new ones come first. */
    public RawJson with(Map<String, RawJson> changes) {
        List<ByteBuffer> parts = new ArrayList<>();
        String separator = "{";
        for (Map.Entry<String, RawJson> change : changes.entrySet()) {
            if (!has(change.getKey())) {
                parts.add(UTF_8.encode(separator + '"' + change.getKey() + "\":"));
                parts.add(change.getValue().buffer());
                separator = ",";
            }
        }
        if (parts.isEmpty() || !empty) {
            parts.add(UTF_8.encode(separator));
        }
        int from = begin + 1;
        List<Map.Entry<String, RawJson>> replaced = changes.entrySet().stream()
                .filter(change -> has(change.getKey()))
                .sorted(Comparator.comparingInt(change -> places[2 * index(change.getKey())]))
                .toList();
        for (Map.Entry<String, RawJson> change : replaced) {
            int at = 2 * index(change.getKey());
            parts.add(ByteBuffer.wrap(source.array(), from, places[at] - from));
            parts.add(change.getValue().buffer());
            from = places[at + 1];
        }
        parts.add(ByteBuffer.wrap(source.array(), from, source.end() - from));
        // at once in its length, as results are large
        var all = ByteBuffer.allocate(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(all::put);
        return RawJson.wrap(all.array());
    }

    private int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(name + " was not looked for");
        }
        return index;
    }
}
