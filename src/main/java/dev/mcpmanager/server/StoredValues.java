package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.secret.Decrypted;
import dev.mcpmanager.secret.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Environment variables and headers as JSON for the database: {@code {"NAME": {"value": "…", "secret": true}}}, the
 * value of a secret encrypted for its server, kind and name. Thread-safe.
 */
final class StoredValues {
    private static final Logger log = LoggerFactory.getLogger(StoredValues.class);

    private final Secrets secrets;

    StoredValues(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The JSON to store.
     *
     * @param field where the values are in the definition, such as {@code environment}
     */
    String write(String serverId, String field, Map<String, EnvironmentValue> values) {
        ObjectNode json = Json.STRICT.createObjectNode();
        values.forEach((name, value) -> json.putObject(name)
                .put("value", stored(place(serverId, field, name), value))
                .put("secret", value.secret()));
        return json.toString();
    }

    private String stored(String place, EnvironmentValue value) {
        if (value.unreadable().isPresent()) {
            return value.encrypted();
        }
        return value.secret() ? secrets.encrypt(place, value.value()) : value.value();
    }

    /** What {@link #write} stored for the same server and field. */
    Map<String, EnvironmentValue> read(String serverId, String field, String json) {
        var values = new LinkedHashMap<String, EnvironmentValue>();
        Json.STRICT
                .readTree(json)
                .properties()
                .forEach(entry -> values.put(entry.getKey(), value(serverId, field, entry.getKey(), entry.getValue())));
        return values;
    }

    private EnvironmentValue value(String serverId, String field, String name, JsonNode node) {
        String text = node.required("value").stringValue();
        if (!node.required("secret").booleanValue()) {
            return new EnvironmentValue(text, false);
        }
        return switch (secrets.decrypt(place(serverId, field, name), text)) {
            case Decrypted.Plain(String plain) -> new EnvironmentValue(plain, true);
            case Decrypted.Unreadable(String reason) -> {
                log.warn("server {}: secret {}.{} cannot be used: {}", serverId, field, name, reason);
                yield new EnvironmentValue(
                        text, true, Optional.of("The secret %s.%s cannot be used. %s".formatted(field, name, reason)));
            }
        };
    }

    private static String place(String serverId, String field, String name) {
        return serverId + "/" + field + "." + name;
    }
}
