package dev.mcpmanager.health;

import dev.mcpmanager.health.WebhookStatus.Attempt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
    private final InstantSource clock;
    private final Duration firstWait;
    private final BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean sending;
    private volatile Optional<Attempt> last = Optional.empty();

    /** @param firstWait after a first failure; each further wait is four times as long */
    AlertQueue(Webhook webhook, WebhookClient client, InstantSource clock, Duration firstWait) {
        this.webhook = webhook;
        this.client = client;
        this.clock = clock;
        this.firstWait = firstWait;
        thread = Thread.ofVirtual().name("alerts-" + webhook.name()).start(this::run);
    }

    WebhookStatus status() {
        return new WebhookStatus(webhook, last);
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

    /** Sends a test past all that waits, once; blocks up to 10 s. */
    Delivery test() throws InterruptedException {
        return attempt(new Alert(Alert.Kind.TEST, "", "example", "", clock.instant()));
    }

    private Delivery attempt(Alert alert) throws InterruptedException {
        Delivery outcome = client.send(webhook, alert);
        last = Optional.of(new Attempt(outcome, clock.instant()));
        return outcome;
    }

    private void run() {
        try {
            while (true) {
                Alert next = waiting.take();
                sending = true;
                deliver(next);
                sending = false;
            }
        } catch (InterruptedException e) {
            log.debug("webhook {}: closed", webhook.name());
        }
    }

    private void deliver(Alert alert) throws InterruptedException {
        Duration wait = firstWait;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            switch (attempt(alert)) {
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
        int unsent = waiting.size() + (sending ? 1 : 0);
        if (unsent > 0) {
            log.warn("webhook {}: {} alerts were not sent before it was closed", webhook.name(), unsent);
        }
    }
}
