package dev.mcpmanager.logs;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which parts of the database could not be read, and logs each once, at most 10,000. Thread-safe. */
final class DamageReport {
    private static final Logger log = LoggerFactory.getLogger(DamageReport.class);
    private static final int MAX_NAMES = 10_000;

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    void report(String name, Exception cause) {
        if (names.size() < MAX_NAMES && names.add(name)) {
            log.error("{} in the log database is damaged and skipped: {}", name, cause.getMessage());
        }
    }

    int count() {
        return names.size();
    }
}
