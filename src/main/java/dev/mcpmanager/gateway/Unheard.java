package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What a server told while its client had no stream on which to hear it: the latest {@value #MAX_COUNT}, of at most
 * {@value #MAX_BYTES} bytes together. Not thread-safe.
 */
final class Unheard {
    static final int MAX_COUNT = 100;
    static final int MAX_BYTES = 64 * 1024;

    private final ArrayDeque<Notification> kept = new ArrayDeque<>();
    private int bytes;

    void add(Notification notification) {
        kept.add(notification);
        bytes += length(notification);
        while (kept.size() > MAX_COUNT || bytes > MAX_BYTES) {
            bytes -= length(kept.remove());
        }
    }

    /** In the order in which it was told; it is not kept any longer. */
    List<Notification> take() {
        List<Notification> taken = List.copyOf(kept);
        kept.clear();
        bytes = 0;
        return taken;
    }

    private static int length(Notification notification) {
        return notification.params().map(RawJson::length).orElse(0);
    }
}
