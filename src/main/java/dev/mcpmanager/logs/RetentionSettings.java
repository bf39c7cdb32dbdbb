package dev.mcpmanager.logs;

import java.time.Duration;
import java.util.Map;

/**
 * How long lines are kept; whole blocks go, the oldest first. Immutable.
 *
 * @param maxAge lines older than this go
 * @param maxBytes most of the database that is in use, whatever holds for single servers
 * @param maxServerBytes most that one server's lines may take
 * @param servers what holds instead for single servers, by their ids; lines of any other server, also of one that is no
 *     longer defined, are kept as {@code maxAge} and {@code maxServerBytes} say
 */
public record RetentionSettings(
        Duration maxAge, long maxBytes, long maxServerBytes, Map<String, ServerRetention> servers) {

    /** 30 days, 2 GiB in all. */
    public static final RetentionSettings DEFAULT =
            new RetentionSettings(Duration.ofDays(30), 2L << 30, 2L << 30, Map.of());

    public RetentionSettings {
        servers = Map.copyOf(servers);
    }

    Duration maxAge(String server) {
        return servers.getOrDefault(server, ServerRetention.AS_ALL).maxAge().orElse(maxAge);
    }

    long maxBytes(String server) {
        return servers.getOrDefault(server, ServerRetention.AS_ALL).maxBytes().orElse(maxServerBytes);
    }
}
