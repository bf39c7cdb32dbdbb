package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.docker.Containers.Listed;
import dev.mcpmanager.server.Launch.ContainerImage;
import dev.mcpmanager.server.Launch.LocalCommand;
import dev.mcpmanager.server.Launch.RemoteUrl;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Transport;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs servers as containers of a Docker or Podman engine. Thread-safe. What carries the labels of the data directory
 * is the manager's, and nothing else is touched. An engine that is away delays starts and ends of containers until it
 * is back.
 */
public final class DockerRuntime implements ServerRuntime, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DockerRuntime.class);

    /** How long the start of the manager may wait for the engine. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    private final String instanceId;
    private final Engine engine;
    private final Containers containers;
    private final ContainerStart containerStart;
    private final LiveContainers live = new LiveContainers();
    private final EngineWatch watch;
    private final Leftovers leftovers;

    /**
     * @param instanceId identifies the data directory among all managers of the engine
     * @param environment the manager's own, which says where the engine is: {@code DOCKER_HOST}, {@code DOCKER_CERT_PATH}
     */
    public DockerRuntime(String instanceId, Map<String, String> environment) {
        this(instanceId, new Engine(environment));
    }

    DockerRuntime(String instanceId, Engine engine) {
        this.instanceId = instanceId;
        this.engine = engine;
        this.containers = new Containers(engine);
        this.leftovers = new Leftovers(containers);
        this.watch = new EngineWatch(engine, instanceId, live, this::sweep);
        this.containerStart = new ContainerStart(engine, containers, live);
    }

    /** Why the engine cannot be reached; empty while it can, or while no server needs it. */
    public Optional<String> trouble() {
        return watch.trouble();
    }

    @Override
    public StartResult start(LaunchPlan plan, RunOutput output) {
        return switch (plan.definition().launch()) {
            case ContainerImage image -> start(plan, image, output);
            case LocalCommand _, RemoteUrl _ ->
                new StartResult.Refused(
                        "A server of type " + plan.definition().type().text() + " is not started as a container.");
        };
    }

    private StartResult start(LaunchPlan plan, ContainerImage image, RunOutput output) {
        watch.start();
        ServerDefinition server = plan.definition();
        var labels = Labels.of(instanceId, server, plan.run());
        live.claim(labels);
        boolean started = false;
        try {
            // never beside what an earlier manager left while the engine was away
            remove(containers.list(Labels.filterOf(instanceId, server.id())));
            StartResult result = containerStart.start(plan, image, labels, output);
            started = result instanceof StartResult.Started;
            return result;
        } catch (EngineException e) {
            return e.isUnreachable()
                    ? new StartResult.Away(e.words() + "; it is started once the engine answers", watch.back())
                    : StartFailures.of(server, e.status(), e.words());
        } finally {
            if (!started) {
                live.forget(labels, Optional.empty());
            }
        }
    }

    private static boolean isOf(Listed container, Collection<RunIdentity> runs) {
        return runs.stream().anyMatch(run -> run.containerId().equals(Optional.of(container.id())));
    }

    /** Only of transport http: a stdio server has lost its stdin, and answers to an earlier manager may be under way. */
    @Override
    public Optional<RunningServer> adopt(ServerDefinition server, RunIdentity recorded, RunOutput output) {
        if (!(server.launch() instanceof ContainerImage image)
                || server.transport() != Transport.HTTP
                || recorded.containerId().isEmpty()
                || watch.trouble().isPresent()) {
            return Optional.empty();
        }
        Labels labels = Labels.of(instanceId, server, recorded.run());
        String id = recorded.containerId().get();
        live.claim(labels);
        Optional<RunningServer> adopted = Optional.empty();
        try (Engine hurried = engine.within(OPENING)) {
            Inspection found = new Containers(hurried).inspect(id);
            adopted = containerStart
                    .adopt(server, image, labels, id, found, output)
                    .map(container -> container);
        } catch (EngineException e) {
            log.info("server {} cannot be taken over, and starts anew: {}", server.name(), e.words());
            if (e.isUnreachable()) {
                // so that the next server need not wait for it, too
                watch.lost(e.words());
            }
        }
        watch.start();
        if (adopted.isEmpty()) {
            live.forget(labels, Optional.empty());
        }
        return adopted;
    }

    /** Removes what is of this data directory but of no run of this manager, such as containers of deleted servers. */
    private void sweep() {
        for (Listed each : containers.list(Labels.filterOf(instanceId))) {
            try {
                remove(List.of(each));
            } catch (EngineException e) {
                if (e.isUnreachable()) {
                    throw e;
                }
                log.warn("container {} of an earlier run stays: {}", each.id(), e.words());
            }
        }
    }

    private void remove(List<Listed> found) {
        for (Listed each : found) {
            if (!live.isWanted(each.labels())) {
                log.info("removing container {} of an earlier run", each.id());
                containers.remove(each.id());
            }
        }
    }

    /**
     * As the interface says, but an engine that is away, slow or failing keeps nobody waiting: what is left there is
     * removed when it is well again, and, of a server, before that starts.
     */
    @Override
    public List<Leftover> endLeftovers(Collection<RunIdentity> recorded) {
        try (Engine hurried = engine.within(OPENING)) {
            List<Listed> found = new Containers(hurried).list(Labels.filterOf(instanceId));
            return leftovers.end(found.stream()
                    .filter(each -> !live.isWanted(each.labels()) || isOf(each, recorded))
                    .toList());
        } catch (EngineException e) {
            boolean needed = recorded.stream().anyMatch(run -> run.containerId().isPresent());
            if (needed || !e.isUnreachable()) {
                log.warn("containers of an earlier manager cannot be removed yet: {}", e.words());
                watch.start();
            }
            return List.of();
        }
    }

    @Override
    public void close() {
        watch.close();
        engine.close();
    }
}
