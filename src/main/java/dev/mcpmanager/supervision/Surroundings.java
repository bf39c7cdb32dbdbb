package dev.mcpmanager.supervision;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.oauth.SignIns;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.server.Transport;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every supervised server works with, and how its runs are begun; immutable, all of it thread-safe.
 *
 * @param maxMessageBytes longest message of a server that is read
 * @param client as what the manager introduces itself to servers
 */
record Surroundings(
        Servers servers,
        Map<ServerType, ServerRuntime> runtimes,
        SupervisionStore states,
        EventStore events,
        EventBus bus,
        LogCaptures logs,
        ClientInfo client,
        int maxMessageBytes,
        InstantSource clock,
        Timers timers,
        SignIns signIns) {
    private static final Logger log = LoggerFactory.getLogger(Surroundings.class);

    Surroundings {
        runtimes = Map.copyOf(runtimes);
    }

    /** Where the output of a run goes. */
    RunIo io(ServerDefinition server, long run, Consumer<String> notices) {
        return new RunIo(
                server.transport() == Transport.STDIO,
                logs.of(server.id()).run(run, MaskedValues.of(server)),
                notices,
                words -> signIns.masked(server.id(), words),
                () -> servers.find(server.id())
                        .filter(each -> each.config().wireTrace())
                        .isPresent());
    }

    /** Starts a run in its runtime; blocks, and never throws. */
    StartResult start(LaunchPlan plan, RunIo io) {
        ServerType type = plan.definition().type();
        ServerRuntime runtime = runtimes.get(type);
        if (runtime == null) {
            return new StartResult.Refused(
                    "servers of type " + type.text() + " cannot be run by this version of MCP Manager");
        }
        try {
            return runtime.start(plan, io);
        } catch (ProblemException e) {
            return new StartResult.Refused(e.problem().detail());
        } catch (RuntimeException | Error e) {
            log.error("server {} run {} cannot be started", plan.definition().name(), plan.run(), e);
            return new StartResult.Failed("cannot be started: " + e);
        }
    }

    /** Begins to speak with a run over its stdin and stdout. */
    StdioConnection connect(ServerDefinition definition, RunningServer server, RunIo io) {
        var connection =
                new StdioConnection(definition.name(), server.stdin(), io, timers.scheduler(), maxMessageBytes);
        io.connect(connection);
        var _ = io.outEnded().thenRun(connection::stdoutEnded);
        return connection;
    }
}
