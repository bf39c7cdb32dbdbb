package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class McpProbeTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final AtomicLong lastHeard = new AtomicLong(System.nanoTime());

    private Finding probe(CompletableFuture<?> answer) throws InterruptedException {
        return new McpProbe(_ -> answer, lastHeard::get).check(SHORT);
    }

    @Test
    void anAnswerIsHealthy() throws Exception {
        Finding finding = probe(CompletableFuture.completedFuture("pong"));
        assertThat(finding.healthy()).isTrue();
        assertThat(finding.responseTime()).isPresent();
    }

    @Test
    void silenceIsUnhealthyAndThePingIsGivenUp() throws Exception {
        var answer = new CompletableFuture<String>();
        assertThat(probe(answer).error()).contains("did not answer MCP within 20 ms");
        assertThat(answer).isCancelled();
    }

    @Test
    void aServerThatIsBusyButTalksIsAlive() throws Exception {
        lastHeard.set(System.nanoTime() + Duration.ofDays(1).toNanos());
        Finding finding = probe(new CompletableFuture<>());
        assertThat(finding.healthy()).isTrue();
        assertThat(finding.responseTime()).isEmpty();
    }

    @Test
    void aClosedPipeSaysWhy() throws Exception {
        assertThat(probe(CompletableFuture.failedFuture(new IllegalStateException("closed its output")))
                        .error())
                .contains("closed its output");
    }

    @Test
    void theFirstProbeThatFailsDecides() throws Exception {
        var ping = new McpProbe(_ -> CompletableFuture.completedFuture(""), lastHeard::get);
        assertThat(new ProbeSequence(List.of(new ProcessProbe(() -> true), ping))
                        .check(SHORT)
                        .responseTime())
                .isPresent();
        assertThat(new ProbeSequence(List.of(new ProcessProbe(() -> false), ping))
                        .check(SHORT)
                        .error())
                .contains("its process has ended");
    }
}
