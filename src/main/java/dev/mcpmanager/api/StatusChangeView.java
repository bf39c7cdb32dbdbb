package dev.mcpmanager.api;

import dev.mcpmanager.supervision.ServerSnapshot;
import dev.mcpmanager.supervision.ServerStatusChanged;
import org.jspecify.annotations.Nullable;

/** A server's new status, as {@code server:status} shows it; fields as in {@link StatusView}. Immutable. */
public record StatusChangeView(
        String serverId,
        String status,
        @Nullable Long pid,
        @Nullable String startTime,
        int restarts,
        @Nullable String lastExit,
        @Nullable String error,
        @Nullable SignInView signIn,
        String timestamp) {

    public static StatusChangeView of(ServerStatusChanged change) {
        ServerSnapshot snapshot = change.snapshot();
        return new StatusChangeView(
                snapshot.serverId(),
                snapshot.status().text(),
                snapshot.processId().orElse(null),
                WireTime.text(snapshot.startedAt()),
                snapshot.restarts(),
                snapshot.lastExit().orElse(null),
                snapshot.error().orElse(null),
                SignInView.of(snapshot.signIn()),
                WireTime.text(change.at()));
    }
}
