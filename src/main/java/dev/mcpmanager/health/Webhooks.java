package dev.mcpmanager.health;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.storage.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/**
 * The webhooks that alerts go to, at most {@value #MAX}, each with a queue of its own. Thread-safe. A change is on disk and
 * in force when its method returns.
 */
public final class Webhooks implements AutoCloseable {
    /** Most webhooks that one manager keeps. */
    public static final int MAX = 32;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final WebhookStore store;
    private final InstantSource clock;
    private final Duration firstWait;
    private final WebhookClient client;
    private final ConcurrentNavigableMap<String, AlertQueue> queues = new ConcurrentSkipListMap<>();
    private final ReentrantLock changes = new ReentrantLock();

    /** Loads all webhooks; one whose address cannot be decrypted is kept, and says so when it is used. */
    public Webhooks(Database database, Secrets secrets, OutgoingHttp http, InstantSource clock) {
        this(database, secrets, http, clock, FIRST_WAIT);
    }

    /** @param firstWait before an alert is sent for the second time */
    Webhooks(Database database, Secrets secrets, OutgoingHttp http, InstantSource clock, Duration firstWait) {
        client = new WebhookClient(http);
        store = new WebhookStore(database, secrets);
        this.clock = clock;
        this.firstWait = firstWait;
        store.all().forEach(this::open);
    }

    /** All webhooks, by name. */
    public List<WebhookStatus> list() {
        return queues.values().stream().map(AlertQueue::status).toList();
    }

    /**
     * Adds a webhook, which gets every alert from now on.
     *
     * @param input {@code name}, {@code url} and, if it is not generic, {@code format}
     * @throws ProblemException {@link Problem.Invalid} with all bad fields, {@link Problem.Conflict} when the name is taken
     *     or there are {@link #MAX} webhooks, {@link Problem.Unavailable} when it cannot be stored
     */
    public WebhookStatus create(ObjectNode input) {
        Webhook webhook = WebhookInput.read(input);
        changes.lock();
        try {
            if (queues.containsKey(webhook.name())) {
                throw new ProblemException(
                        new Problem.Conflict("The name \"%s\" is taken by another webhook".formatted(webhook.name())));
            }
            if (queues.size() >= MAX) {
                throw new ProblemException(new Problem.Conflict(
                        "There are %d webhooks, the most possible: delete one first".formatted(MAX)));
            }
            store.insert(webhook);
            return open(webhook).status();
        } finally {
            changes.unlock();
        }
    }

    private AlertQueue open(Webhook webhook) {
        var queue = new AlertQueue(webhook, client, clock, firstWait);
        queues.put(webhook.name(), queue);
        return queue;
    }

    /**
     * Removes a webhook; what waits for it is not sent.
     *
     * @throws ProblemException {@link Problem.NotFound}, {@link Problem.Unavailable}
     */
    public void delete(String name) {
        changes.lock();
        try {
            AlertQueue queue = get(name);
            store.delete(name);
            queues.remove(name);
            queue.close();
        } finally {
            changes.unlock();
        }
    }

    /**
     * Sends a test to a webhook, once; blocks up to 10 s.
     *
     * @throws ProblemException {@link Problem.NotFound}
     */
    public Delivery test(String name) throws InterruptedException {
        return get(name).test();
    }

    private AlertQueue get(String name) {
        return Optional.ofNullable(queues.get(name))
                .orElseThrow(
                        () -> new ProblemException(new Problem.NotFound("There is no webhook \"%s\"".formatted(name))));
    }

    /** Has all webhooks told; does not block. */
    void tell(Alert alert) {
        queues.values().forEach(queue -> queue.add(alert));
    }

    @Override
    public void close() {
        queues.values().forEach(AlertQueue::close);
    }
}
