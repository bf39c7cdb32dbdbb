package dev.mcpmanager.api;

import dev.mcpmanager.storage.StorageHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /system} shows of the manager itself. Immutable.
 *
 * @param uptime in milliseconds
 * @param servers how many there are, in all and by status
 * @param containerEngineError why the container engine cannot be reached; null while it can or no server needs it
 */
public record SystemView(
        String version,
        String javaVersion,
        long pid,
        String startTime,
        long uptime,
        String dataDirectory,
        Map<String, Integer> servers,
        Storage storage,
        LogStoreView logs,
        @Nullable String containerEngineError) {
    public SystemView {
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
    }

    /**
     * How storing goes.
     *
     * @param size of the database on disk, in bytes
     * @param failing whether the latest write failed
     */
    public record Storage(
            String database,
            long size,
            boolean failing,
            @Nullable String lastError,
            @Nullable String lastErrorAt,
            long failedWrites,
            int queued) {

        public static Storage of(String database, long size, StorageHealth health) {
            return new Storage(
                    database,
                    size,
                    health.failing(),
                    health.lastError().orElse(null),
                    WireTime.text(health.lastErrorAt()),
                    health.failedWrites(),
                    health.queued());
        }
    }

    /** The view at {@code now} of a manager that started at {@code startedAt}. */
    public static SystemView of(
            String version,
            Instant startedAt,
            Instant now,
            String dataDirectory,
            Map<String, Integer> servers,
            Storage storage,
            LogStoreView logs,
            Optional<String> containerEngineError) {
        return new SystemView(
                version,
                Runtime.version().toString(),
                ProcessHandle.current().pid(),
                WireTime.text(startedAt),
                Duration.between(startedAt, now).toMillis(),
                dataDirectory,
                servers,
                storage,
                logs,
                containerEngineError.orElse(null));
    }
}
