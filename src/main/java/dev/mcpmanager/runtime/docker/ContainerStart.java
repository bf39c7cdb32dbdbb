package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.docker.Images.Image;
import dev.mcpmanager.server.Launch.ContainerImage;
import dev.mcpmanager.server.ServerConfig;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Transport;
import java.util.Optional;

/** Makes one container and has it run. Thread-safe; throws {@link EngineException} and leaves nothing behind then. */
final class ContainerStart {
    private static final long NO_START_TICKS = -1;

    private final Engine engine;
    private final Containers containers;
    private final Images images;
    private final LiveContainers live;

    ContainerStart(Engine engine, Containers containers, LiveContainers live) {
        this.engine = engine;
        this.containers = containers;
        this.images = new Images(engine);
        this.live = live;
    }

    StartResult start(LaunchPlan plan, ContainerImage launch, Labels labels, RunOutput output) {
        ServerDefinition server = plan.definition();
        if (engine.endpoint().isLocal()) {
            Optional<String> objection =
                    MountCheck.objection(server.config().container().mounts());
            if (objection.isPresent()) {
                return new StartResult.Refused(objection.get());
            }
        }
        Optional<Image> image = images.find(launch.image());
        if (image.isEmpty()) {
            Optional<StartResult> failure = pull(plan, launch.image(), output);
            if (failure.isPresent()) {
                return failure.get();
            }
            image = images.find(launch.image());
        }
        if (image.isEmpty()) {
            return StartFailures.notPulled(launch.image(), "not found after the pull");
        }
        if (!image.get().hasCommand()
                && launch.command().isEmpty()
                && launch.args().isEmpty()) {
            return StartFailures.noCommand(server);
        }
        String id = containers.create(
                ContainerRequest.of(server, launch, labels, image.get().exposed()));
        try {
            return new StartResult.Started(run(plan, launch, labels, id, output));
        } catch (EngineException e) {
            discard(id);
            throw e;
        }
    }

    private Optional<StartResult> pull(LaunchPlan plan, String image, RunOutput output) {
        try {
            return images.pull(image, output::notice, plan.cancelled())
                    .map(words -> StartFailures.notPulled(image, words));
        } catch (EngineException e) {
            if (e.isUnreachable()) {
                throw e;
            }
            return Optional.of(StartFailures.notPulled(image, e.words()));
        }
    }

    private DockerContainer run(LaunchPlan plan, ContainerImage launch, Labels labels, String id, RunOutput output) {
        ServerDefinition server = plan.definition();
        // before the start, so that nothing that it prints is lost
        var streams = new AttachedStreams(server.name(), containers.attach(id), output);
        try {
            containers.start(id);
            return watched(server, launch, labels, id, containers.inspect(id), streams, output);
        } catch (EngineException e) {
            streams.close();
            throw e;
        }
    }

    /** Attaches to the container {@code id} if it runs and is what {@code labels} say; empty otherwise. */
    Optional<DockerContainer> adopt(
            ServerDefinition server,
            ContainerImage launch,
            Labels labels,
            String id,
            Inspection inspection,
            RunOutput output) {
        if (!inspection.running() || !inspection.labels().equals(labels)) {
            return Optional.empty();
        }
        var streams = new AttachedStreams(server.name(), containers.attach(id), output);
        return Optional.of(watched(server, launch, labels, id, inspection, streams, output));
    }

    private DockerContainer watched(
            ServerDefinition server,
            ContainerImage launch,
            Labels labels,
            String id,
            Inspection inspection,
            AttachedStreams streams,
            RunOutput output) {
        ServerConfig config = server.config();
        long run = Long.parseLong(labels.run());
        var identity = new RunIdentity(server.id(), run, inspection.pid(), NO_START_TICKS, Optional.of(id));
        var container = new DockerContainer(
                containers,
                new DockerContainer.Made(
                        id,
                        identity,
                        launch.image(),
                        inspection,
                        server.transport() == Transport.STDIO,
                        config.stopTimeout(),
                        new EndOfContainer(containers, id, config.container()),
                        () -> live.forget(labels, Optional.of(id))),
                streams,
                output);
        live.add(id, container);
        streams.start();
        container.watch();
        return container;
    }

    private void discard(String id) {
        try {
            containers.remove(id);
        } catch (EngineException e) {
            // it is swept by its label when the engine is there again
        }
    }
}
