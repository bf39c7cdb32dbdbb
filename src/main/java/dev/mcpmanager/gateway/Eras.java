package dev.mcpmanager.gateway;

import java.util.List;
import java.util.Set;

/** The protocol's revisions, and what clients of one era cannot ask in the other; stateless. */
final class Eras {
    static final String MODERN = "2026-07-28";
    static final String NEWEST_LEGACY = "2025-11-25";

    /** Newest first. */
    static final List<String> LEGACY = List.of(NEWEST_LEGACY, "2025-06-18", "2025-03-26", "2024-11-05");

    /** 2026-07-28, Changelog, Major changes 2, 4 and 5. */
    static final Set<String> LEGACY_METHODS =
            Set.of("initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe");

    private Eras() {}
}
