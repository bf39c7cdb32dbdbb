package dev.mcpmanager.health;

import java.time.Duration;
import java.util.List;

/** Probes one after the other, until one finds the server unhealthy; thread-safe. The last one's time counts. */
public record ProbeSequence(List<Probe> probes) implements Probe {
    public ProbeSequence {
        probes = List.copyOf(probes);
    }

    @Override
    public Finding check(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Finding finding = Finding.alive();
        for (Probe probe : probes) {
            finding = probe.check(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            if (!finding.healthy()) {
                break;
            }
        }
        return finding;
    }
}
