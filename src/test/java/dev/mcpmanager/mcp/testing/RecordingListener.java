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
    public final List<String> notices = new CopyOnWriteArrayList<>();
    private final String secret;

    public RecordingListener() {
        this("(nothing is secret)");
    }

    /** Redacts {@code secret}. */
    public RecordingListener(String secret) {
        this.secret = secret;
    }

    @Override
    public String redacted(String words) {
        return words.replace(secret, "***");
    }

    @Override
    public void notice(String message) {
        notices.add(message);
    }

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
