package dev.mcpmanager.health;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts to one webhook, one after the other, each at most {@value #ATTEMPTS} times with growing waits. Thread-safe.
 * At most {@value #CAPACITY} wait; further ones are dropped and counted in the log.
 */
final class AlertQueue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlertQueue.class);
    private static final int CAPACITY = 1_000;
    private static final int ATTEMPTS = 6;
    private static final int FACTOR = 4;

    private final Webhook webhook;
    private final WebhookClient client;
    private final Duration firstWait;
    private final BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;

    /** @param firstWait after a first failure; each further wait is four times as long */
    AlertQueue(Webhook webhook, WebhookClient client, Duration firstWait) {
        this.webhook = webhook;
        this.client = client;
        this.firstWait = firstWait;
        thread = Thread.ofVirtual().name("alerts-" + webhook.name()).start(this::run);
    }

    void add(Alert alert) {
        if (!waiting.offer(alert)) {
            log.error(
                    "webhook {}: alert {} of server {} was dropped, the {}th since the start, as {} wait already",
                    webhook.name(),
                    alert.kind().text(),
                    alert.server(),
                    dropped.incrementAndGet(),
                    CAPACITY);
        }
    }

    private void run() {
        try {
            while (true) {
                deliver(waiting.take());
            }
        } catch (InterruptedException e) {
            // closed
            if (!waiting.isEmpty()) {
                log.warn(
                        "webhook {}: {} alerts were not sent before the manager ended", webhook.name(), waiting.size());
            }
        }
    }

    private void deliver(Alert alert) throws InterruptedException {
        Duration wait = firstWait;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            switch (client.send(webhook, alert)) {
                case Delivery.Delivered _ -> {
                    return;
                }
                case Delivery.Refused(String reason) -> {
                    notSent(alert, reason);
                    return;
                }
                case Delivery.Failed(String reason) -> {
                    if (attempt == ATTEMPTS) {
                        notSent(alert, reason);
                        return;
                    }
                    log.info("webhook {}: {}; tried again in {} s", webhook.name(), reason, wait.toSeconds());
                }
            }
            Thread.sleep(wait);
            wait = wait.multipliedBy(FACTOR);
        }
    }

    private void notSent(Alert alert, String reason) {
        log.error(
                "webhook {}: alert {} of server {} was not sent: {}",
                webhook.name(),
                alert.kind().text(),
                alert.server(),
                reason);
    }

    /** What waits is not sent. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
