package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class McpProbeTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private boolean heard;

    private Finding probe(CompletableFuture<?> answer) throws InterruptedException {
        return new McpProbe(_ -> answer, _ -> heard).check(SHORT);
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
        heard = true;
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
    void aFaultIsToldWithoutAskingFurther() throws Exception {
        var ping = new McpProbe(_ -> CompletableFuture.completedFuture(""), _ -> heard);
        assertThat(new FaultProbe(Optional::empty, ping).check(SHORT).responseTime())
                .isPresent();
        assertThat(new FaultProbe(() -> Optional.of("process 7 is suspended"), _ -> {
                            throw new AssertionError("asked");
                        })
                        .check(SHORT)
                        .error())
                .contains("process 7 is suspended");
    }
}
