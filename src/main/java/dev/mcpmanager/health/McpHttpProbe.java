package dev.mcpmanager.health;

import dev.mcpmanager.mcp.HttpFailure;
import dev.mcpmanager.mcp.HttpPing;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Whether the server answers MCP over HTTP. Thread-safe. */
public record McpHttpProbe(HttpPing ping) implements Probe {

    @Override
    public Finding check(Duration timeout) throws InterruptedException {
        long began = System.nanoTime();
        try {
            ping.send(timeout);
            return Finding.healthy(Duration.ofNanos(System.nanoTime() - began));
        } catch (TimeoutException e) {
            return Finding.unhealthy(
                    "no answer in MCP from " + ping.origin() + " within " + timeout.toMillis() + " ms");
        } catch (IOException e) {
            return Finding.unhealthy(HttpFailure.text(e, ping.origin()));
        } catch (ProblemException e) {
            return new Finding(
                    Optional.of(Duration.ofNanos(System.nanoTime() - began)),
                    Optional.of(e.problem().detail()));
        }
    }

    @Override
    public void close() {
        ping.close();
    }
}
