package dev.mcpmanager.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a run that is a container. Immutable.
 *
 * @param id the engine's
 * @param status as the engine says it, such as {@code running} or {@code paused}, with its own check of health where the
 *     image has one, as in {@code running (healthy)}
 * @param ports that are published, such as {@code 127.0.0.1:32768->8080/tcp}
 * @param startedAt by the engine's clock; empty when it does not say
 * @param port of this machine by which an http server is reached; empty when none is published
 */
public record ContainerDetails(
        String id,
        String status,
        String image,
        Optional<Instant> startedAt,
        List<String> ports,
        Optional<Integer> port) {
    public ContainerDetails {
        ports = List.copyOf(ports);
    }
}
