package dev.mcpmanager.oauth;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Decrypted;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.storage.Database;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Registrations and tokens in the table {@code sign_ins}, encrypted for their server; they go with it. Thread-safe; changes
 * are on disk when a method returns.
 */
final class SignInStore {
    private static final Logger log = LoggerFactory.getLogger(SignInStore.class);
    private static final String CLIENT = "client";
    private static final String TOKENS = "tokens";

    private final Database database;
    private final Secrets secrets;

    SignInStore(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /** The ids of servers for which there are tokens. */
    List<String> signedIn() {
        return database.read(handle -> handle.createQuery("select server_id from sign_ins where tokens is not null")
                .mapTo(String.class)
                .list());
    }

    /** What is stored of a server; what cannot be decrypted is left out. */
    StoredSignIn find(String serverId) {
        return database.read(handle -> handle.createQuery("select client, tokens from sign_ins where server_id = :id")
                .bind("id", serverId)
                .map((row, _) -> new StoredSignIn(
                        read(serverId, CLIENT, Optional.ofNullable(row.getString(CLIENT)), OAuthClient.class),
                        read(serverId, TOKENS, Optional.ofNullable(row.getString(TOKENS)), Grant.class)))
                .findOne()
                .orElse(StoredSignIn.NONE));
    }

    private <T> Optional<T> read(String serverId, String column, Optional<String> stored, Class<T> type) {
        Function<String, Optional<T>> decrypt = text -> switch (secrets.decrypt(place(serverId, column), text)) {
            case Decrypted.Plain(String json) -> parse(serverId, column, json, type);
            case Decrypted.Unreadable(String reason) -> {
                log.warn("server {}: the {} of its sign-in cannot be used: {}", serverId, column, reason);
                yield Optional.empty();
            }
        };
        return stored.flatMap(decrypt);
    }

    private static <T> Optional<T> parse(String serverId, String column, String json, Class<T> type) {
        try {
            return Optional.of(Json.STRICT.readValue(json, type));
        } catch (JacksonException e) {
            // whose message may show a token
            log.warn("server {}: the {} of its sign-in are of another version", serverId, column);
            return Optional.empty();
        }
    }

    /** @throws ProblemException Unavailable when it cannot be encrypted, or not be stored; nothing, if the server is gone */
    void save(String serverId, OAuthClient client) {
        save(serverId, CLIENT, secrets.encrypt(place(serverId, CLIENT), Json.STRICT.writeValueAsString(client)));
    }

    /** As {@link #save(String, OAuthClient)}. */
    void save(String serverId, Grant grant) {
        save(serverId, TOKENS, secrets.encrypt(place(serverId, TOKENS), Json.STRICT.writeValueAsString(grant)));
    }

    private void save(String serverId, String column, String encrypted) {
        database.write(handle -> handle.createUpdate("""
                        insert into sign_ins (server_id, %1$s) select id, :value from servers where id = :id
                        on conflict (server_id) do update set %1$s = excluded.%1$s
                        """.formatted(column))
                .bind("id", serverId)
                .bind("value", encrypted)
                .execute());
    }

    void forgetClient(String serverId) {
        forget(serverId, CLIENT);
    }

    void forgetTokens(String serverId) {
        forget(serverId, TOKENS);
    }

    private void forget(String serverId, String column) {
        database.write(
                handle -> handle.execute("update sign_ins set " + column + " = null where server_id = ?", serverId));
    }

    private static String place(String serverId, String column) {
        return serverId + "/sign-in." + column;
    }
}
