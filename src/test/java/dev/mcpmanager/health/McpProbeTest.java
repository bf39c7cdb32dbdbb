package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
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
    void aServerThatOnlyPrintsErrorsIsNotAliveOnceItsPipeIsClosed() throws Exception {
        heard = true;
        assertThat(probe(failed(new Problem.UpstreamFailed("closed its stdout")))
                        .error())
                .contains("closed its stdout");
    }

    @Test
    void aServerWithoutMcpIsNotAliveBecauseItPrints() throws Exception {
        heard = true;
        var probe = new McpProbe(
                _ -> {
                    throw new ProblemException(new Problem.Unavailable("does not speak MCP"));
                },
                _ -> heard);
        assertThat(probe.check(SHORT).error()).contains("does not speak MCP");
    }

    @Test
    void silenceHasOneReasonWhicheverTimerIsQuicker() throws Exception {
        assertThat(probe(failed(new Problem.UpstreamTimedOut("server a did not answer ping within 20 ms")))
                        .error())
                .contains("did not answer MCP within 20 ms");
    }

    @Test
    void aServerTooBusyToBeAskedIsAliveWhileItTalks() throws Exception {
        var busy = failed(new Problem.Unavailable("has 10000 requests to answer"));
        assertThat(probe(busy).error()).contains("has 10000 requests to answer");
        heard = true;
        assertThat(probe(busy).healthy()).isTrue();
    }

    private static CompletableFuture<?> failed(Problem problem) {
        return CompletableFuture.failedFuture(new ProblemException(problem));
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
