package dev.mcpmanager.runtime.docker;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of this manager, from before their containers are made until these are removed. Thread-safe. */
final class LiveContainers {
    private final Set<Labels> wanted = ConcurrentHashMap.newKeySet();
    private final Map<String, DockerContainer> running = new ConcurrentHashMap<>();

    /** From now on what is labelled so is not taken for a leftover. */
    void claim(Labels labels) {
        wanted.add(labels);
    }

    void add(String id, DockerContainer container) {
        running.put(id, container);
    }

    /** @param id of its container; empty when there is none */
    void forget(Labels labels, Optional<String> id) {
        wanted.remove(labels);
        id.ifPresent(running::remove);
    }

    boolean isWanted(Labels labels) {
        return wanted.contains(labels);
    }

    Optional<DockerContainer> find(String id) {
        return Optional.ofNullable(running.get(id));
    }

    Collection<DockerContainer> all() {
        return List.copyOf(running.values());
    }
}
