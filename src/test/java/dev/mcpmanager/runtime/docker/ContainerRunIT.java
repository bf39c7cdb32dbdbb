package dev.mcpmanager.runtime.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.runtime.CollectedOutput;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.LaunchPlans;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StopResult;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.Transport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real engine tells of one container while it runs. */
class ContainerRunIT {
    private static final String INSTANCE = "run-it";
    private static final Launch CAT = shell("cat; echo eof");

    private final List<DockerContainer> started = new ArrayList<>();
    private DockerRuntime runtime = new DockerRuntime(INSTANCE, TestEngine.environment());

    @AfterEach
    void nothingIsLeft() {
        started.forEach(DockerContainer::stop);
        runtime.close();
        assertThat(TestEngine.containersOf(INSTANCE)).isEmpty();
    }

    @Test
    void aPauseIsAFaultUntilItGoesOn() {
        DockerContainer container = start(CAT, new CollectedOutput());
        assertThat(container.fault()).isEmpty();

        TestEngine.ask("pause", id(container));
        await().until(() -> container.fault().isPresent());
        assertThat(container.fault().orElseThrow()).contains("docker unpause " + id(container));

        TestEngine.ask("unpause", id(container));
        await().until(() -> container.fault().isEmpty());
    }

    @Test
    void theImagesOwnCheckOfHealthIsAFaultWithItsWords() {
        var image = new Launch.ContainerImage(TestEngine.SICK, Optional.empty(), List.of(), Map.of());
        DockerContainer container = start(image, new CollectedOutput());

        await().until(() -> container.fault().isPresent());

        assertThat(container.fault()).contains("the image's own check of health fails: no database");
        assertThat(container.container().orElseThrow().status()).isEqualTo("running (unhealthy)");
    }

    @Test
    void aContainerThatSomebodyRemovesHasEnded() {
        DockerContainer container = start(CAT, new CollectedOutput());
        try (var engine = new Engine(TestEngine.environment())) {
            new Containers(engine).remove(id(container));
        }

        await().until(() -> container.exit().isDone());

        assertThat(container.fault()).isPresent();
        assertThat(container.stop()).isEqualTo(new StopResult(false, List.of()));
    }

    @Test
    void overTcpWithTlsTheEndOfStdinArrivesToo() throws Exception {
        runtime.close();
        runtime = new DockerRuntime(INSTANCE, TestEngine.tlsEnvironment());
        var output = new CollectedOutput();
        DockerContainer container = start(CAT, output);
        container.stdin().write("hello\n".getBytes(UTF_8));
        output.awaitStdout("hello\n");

        container.stop();

        assertThat(output.stdout()).isEqualTo("hello\neof\n");
        assertThat(container.exit()).isCompletedWithValue(new Exit.Code(0));
    }

    @Test
    void aPullThatNobodyWantsAnyMoreEnds() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var image = new Launch.ContainerImage(
                    "127.0.0.1:" + silent.getLocalPort() + "/slow", Optional.empty(), List.of(), Map.of());
            LaunchPlan plan = LaunchPlans.next(image, Transport.STDIO);
            var start = CompletableFuture.supplyAsync(() -> runtime.start(plan, new CollectedOutput()));
            silent.accept();

            plan.cancelled().complete(null);

            assertThat(start.get()).isInstanceOf(StartResult.Failed.class);
        }
    }

    private static String id(DockerContainer container) {
        return container.identity().containerId().orElseThrow();
    }

    private static Launch shell(String script) {
        return new Launch.ContainerImage(TestEngine.SHELL, Optional.of("sh"), List.of("-c", script), Map.of());
    }

    private DockerContainer start(Launch launch, CollectedOutput output) {
        StartResult result = runtime.start(LaunchPlans.next(launch, Transport.STDIO), output);
        assertThat(result).isInstanceOf(StartResult.Started.class);
        var container = (DockerContainer) ((StartResult.Started) result).server();
        started.add(container);
        return container;
    }
}
