package dev.mcpmanager.server;

import java.time.Duration;

/** How often a server's health is checked and how many checks change it; immutable. */
public record HealthSettings(Duration interval, Duration timeout, int failureThreshold, int successThreshold) {

    public static final HealthSettings DEFAULT =
            new HealthSettings(Duration.ofSeconds(30), Duration.ofSeconds(5), 3, 1);
}
