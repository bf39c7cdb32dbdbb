package dev.mcpmanager.mcp.testing;

import dev.mcpmanager.mcp.ConnectionListener;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a connection told; thread-safe. */
public final class RecordingListener implements ConnectionListener {
    public final List<String> stray = new CopyOnWriteArrayList<>();
    public final List<Integer> strayLengths = new CopyOnWriteArrayList<>();
    public final List<Long> oversize = new CopyOnWriteArrayList<>();
    public final List<Notification> notifications = new CopyOnWriteArrayList<>();

    @Override
    public void stray(String line, int length, String reason) {
        stray.add(line);
        strayLengths.add(length);
    }

    @Override
    public void oversize(long length) {
        oversize.add(length);
    }

    @Override
    public void notified(Notification notification) {
        notifications.add(notification);
    }
}
