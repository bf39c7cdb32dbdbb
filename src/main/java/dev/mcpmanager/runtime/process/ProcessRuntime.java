package dev.mcpmanager.runtime.process;

import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.process.LocalProcess.StopPolicy;
import dev.mcpmanager.server.Launch.ContainerImage;
import dev.mcpmanager.server.Launch.LocalCommand;
import dev.mcpmanager.server.Launch.RemoteUrl;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs servers as processes of this machine. Thread-safe.
 *
 * <p>A server is all that it starts: its process group, and whatever carries the cookie in its environment. A process
 * that clears its environment, leaves the session and outlives its parent escapes.
 */
public final class ProcessRuntime implements ServerRuntime {
    private final String instanceId;
    private final ServerEnvironment environment;
    private final Spawner spawner;
    private final VersionCheck versionCheck;
    private final Leftovers leftovers;

    /**
     * @param instanceId identifies the data directory among all managers of the machine; contains no dot
     * @param environment the manager's own, of which servers inherit all but {@code MCP_MANAGER_*}
     */
    public ProcessRuntime(String instanceId, Map<String, String> environment) {
        this(instanceId, environment, ProcessTable.ofThisPlatform(), ProcessStart.ofThisMachine());
    }

    ProcessRuntime(String instanceId, Map<String, String> environment, ProcessTable table, ProcessStart start) {
        this.instanceId = instanceId;
        this.environment = new ServerEnvironment(environment);
        this.spawner = new Spawner(table, start);
        this.versionCheck = new VersionCheck(spawner, VersionCheck.USUAL_LIMIT);
        this.leftovers = new Leftovers(instanceId, table);
    }

    @Override
    public StartResult start(LaunchPlan plan, RunOutput output) {
        return switch (plan.definition().launch()) {
            case LocalCommand command -> start(plan, command, output);
            case ContainerImage _, RemoteUrl _ ->
                new StartResult.Refused(
                        "A server of type " + plan.definition().type().text() + " is not started as a process.");
        };
    }

    @Override
    public List<Leftover> endLeftovers(Collection<RunIdentity> recorded) {
        return leftovers.end(recorded);
    }

    private StartResult start(LaunchPlan plan, LocalCommand command, RunOutput output) {
        return switch (Preflight.check(command, environment.of(command))) {
            case Preflight.Objection(StartResult result) -> result;
            case Preflight.Ready ready -> {
                Optional<StartResult> objection = Optional.empty();
                if (KnownLaunchers.contains(ready.executable().getFileName().toString())) {
                    objection = versionCheck.objection(versionOf(plan, command, ready));
                }
                yield objection.orElseGet(() -> spawn(serverOf(plan, command, ready), output));
            }
        };
    }

    private StartResult spawn(Spawner.Command command, RunOutput output) {
        try {
            return new StartResult.Started(spawner.spawn(command, output));
        } catch (IOException e) {
            return new StartResult.Failed("The process could not be started: " + e.getMessage());
        }
    }

    private Spawner.Command serverOf(LaunchPlan plan, LocalCommand command, Preflight.Ready ready) {
        ServerDefinition server = plan.definition();
        boolean closeStdin = server.transport() == Transport.STDIO;
        return new Spawner.Command(
                server.name(),
                ready.executable(),
                command.args(),
                ready.directory(),
                environment.of(command),
                cookie(plan),
                new StopPolicy(closeStdin, server.config().stopTimeout()));
    }

    private Spawner.Command versionOf(LaunchPlan plan, LocalCommand command, Preflight.Ready ready) {
        return new Spawner.Command(
                plan.definition().name(),
                ready.executable(),
                List.of("--version"),
                ready.directory(),
                environment.withoutSecrets(command),
                cookie(plan),
                new StopPolicy(false, Duration.ZERO));
    }

    private Cookie cookie(LaunchPlan plan) {
        return new Cookie(instanceId, plan.definition().id(), plan.run());
    }
}
