package dev.mcpmanager.runtime.process;

import dev.mcpmanager.runtime.CollectedOutput;
import dev.mcpmanager.runtime.LaunchPlans;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.Transport;
import java.util.List;

/**
 * A manager to be killed: starts servers for the instance that its argument names, prints the identity of each as a
 * line {@code serverId run pid startTicks}, and waits.
 */
final class AbandonedManager {
    private AbandonedManager() {}

    public static void main(String[] arguments) throws InterruptedException {
        var runtime = new ProcessRuntime(arguments[0], System.getenv());
        List<Launch> launches = List.of(
                Fixtures.command("sleep", "1000"),
                Fixtures.npxLike(),
                Fixtures.hostile("deaf-daemon"),
                Fixtures.hostile("deaf-grandchild"),
                Fixtures.hostile("overwritten-environment"));
        for (Launch launch : launches) {
            var output = new CollectedOutput();
            var plan = LaunchPlans.next(launch, Transport.HTTP);
            var result = runtime.start(plan, output);
            if (!(result instanceof StartResult.Started(var server))) {
                throw new IllegalStateException(result.toString());
            }
            if (!launch.equals(launches.getFirst())) {
                output.awaitStdout("ready");
            }
            RunIdentity run = server.identity();
            System.out.println(run.serverId() + " " + run.run() + " " + run.pid() + " " + run.startTicks());
        }
        System.out.println("all started");
        Thread.sleep(Long.MAX_VALUE);
    }
}
