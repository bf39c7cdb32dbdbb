package dev.mcpmanager.health;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Decrypted;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.storage.Database;
import java.util.List;

/** Webhooks in the table {@code webhooks}, addresses encrypted for their name. Thread-safe; changes are on disk at once. */
final class WebhookStore {
    private final Database database;
    private final Secrets secrets;

    WebhookStore(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    List<Webhook> all() {
        return database.read(handle -> handle.createQuery("select name, url, format from webhooks")
                .map((row, _) -> new Webhook(
                        row.getString("name"),
                        secrets.decrypt(place(row.getString("name")), row.getString("url")),
                        Webhook.Format.parse(row.getString("format")).orElseThrow()))
                .list());
    }

    /** @throws ProblemException Unavailable when its address cannot be encrypted, or not be stored */
    void insert(Webhook webhook) {
        String url = encrypted(webhook);
        database.write(handle -> handle.execute(
                "insert into webhooks (name, url, format) values (?, ?, ?)",
                webhook.name(),
                url,
                webhook.format().text()));
    }

    private String encrypted(Webhook webhook) {
        return switch (webhook.url()) {
            case Decrypted.Plain(String url) -> secrets.encrypt(place(webhook.name()), url);
            case Decrypted.Unreadable(String reason) -> throw new ProblemException(new Problem.Unavailable(reason));
        };
    }

    void delete(String name) {
        database.write(handle -> handle.execute("delete from webhooks where name = ?", name));
    }

    private static String place(String name) {
        return "webhook/" + name;
    }
}
