package dev.mcpmanager.catalog;

import dev.mcpmanager.mcp.RawJson;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One list of several servers, encoded once for all clients. Immutable. In pages of at most {@value #MAX_ITEMS} items and
 * about {@value #MAX_BYTES} bytes; a cursor names the content that it goes on in.
 */
final class Merged {
    static final int MAX_ITEMS = 5_000;
    static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final String NEXT = "nextCursor";
    /** 2026-07-28, Base Protocol, ResultType; Caching: nobody knows how long it holds, and it may be the client's alone. */
    private static final Map<String, RawJson> MODERN = Map.of(
            "resultType", RawJson.text("complete"), "ttlMs", RawJson.number(0), "cacheScope", RawJson.text("private"));

    private final String tag;
    private final Map<String, Offer> offers;
    private final List<Page> pages = new ArrayList<>();

    /** @param modern the same with what a modern result must say */
    record Page(RawJson legacy, RawJson modern) {}

    /** @param items as they are offered */
    Merged(ListKind kind, List<RawJson> items, Map<String, Offer> offers) {
        this.offers = Map.copyOf(offers);
        this.tag = digest(items);
        int from = 0;
        do {
            int to = end(items, from);
            pages.add(page(kind, items.subList(from, to), to < items.size()));
            from = to;
        } while (from < items.size());
    }

    private static String digest(List<RawJson> items) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            items.forEach(item -> item.digest(digest));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int end(List<RawJson> items, int from) {
        int end = from;
        long bytes = 0;
        while (end < items.size() && end - from < MAX_ITEMS && bytes < MAX_BYTES) {
            bytes += items.get(end++).length();
        }
        return end;
    }

    private Page page(ListKind kind, List<RawJson> items, boolean more) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put(kind.member(), RawJson.array(items));
        if (more) {
            members.put(NEXT, RawJson.text(tag + "-" + (pages.size() + 1)));
        }
        RawJson legacy = RawJson.object(members);
        members.putAll(MODERN);
        return new Page(legacy, RawJson.object(members));
    }

    /** Empty if the cursor is none of this content's. */
    Optional<Page> page(Optional<String> cursor) {
        if (cursor.isEmpty()) {
            return Optional.of(pages.getFirst());
        }
        for (int i = 1; i < pages.size(); i++) {
            if (cursor.get().equals(tag + "-" + i)) {
                return Optional.of(pages.get(i));
            }
        }
        return Optional.empty();
    }

    /** Where what was offered leads, by the name or URI under which it was. */
    Map<String, Offer> offers() {
        return offers;
    }

    /** Whether clients see the same in both. */
    boolean looksLike(Merged other) {
        return tag.equals(other.tag);
    }
}
