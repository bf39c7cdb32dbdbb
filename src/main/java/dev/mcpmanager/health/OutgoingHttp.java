package dev.mcpmanager.health;

import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** The one HTTP client of probes and alerts, made when it is first needed, which in many managers is never. Thread-safe. */
public final class OutgoingHttp implements AutoCloseable {
    private @Nullable HttpClient client;

    synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpProbe.client();
            client = made;
        }
        return made;
    }

    /** Ends what is under way. */
    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
