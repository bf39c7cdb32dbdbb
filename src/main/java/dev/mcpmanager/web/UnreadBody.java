package dev.mcpmanager.web;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rest of a body that was refused. A client that still writes when its connection closes loses the reply, so the
 * rest is dropped after the reply was sent: at most 16 MiB, for at most 30 s, and until nothing comes for a second.
 * Stateless.
 */
final class UnreadBody {
    private static final Logger log = LoggerFactory.getLogger(UnreadBody.class);
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_MILLIS = 10;

    private UnreadBody() {}

    static void drop(ServletInputStream body) {
        byte[] chunk = new byte[16 * 1024];
        long start = System.nanoTime();
        long now = start;
        long heardAt = start;
        int dropped = 0;
        try {
            while (!body.isFinished()
                    && dropped < MAX_BYTES
                    && now - start < MAX_NANOS
                    && now - heardAt < QUIET_NANOS) {
                int ready = body.available();
                if (ready > 0) {
                    dropped += Math.max(0, body.read(chunk, 0, Math.min(ready, chunk.length)));
                    heardAt = now;
                } else {
                    Thread.sleep(PAUSE_MILLIS);
                }
                now = System.nanoTime();
            }
        } catch (IOException e) {
            log.debug("client left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
