package dev.mcpmanager.runtime.process;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.CollectedOutput;
import dev.mcpmanager.runtime.LaunchPlans;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.server.Transport;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A manager with few descriptors, to be run with a low limit: starts a server with none free, with one, and so on, and
 * prints for each try {@code started} or {@code failed}; in the end how many pipes it has too many, and whether its stdin
 * is open.
 */
final class CrampedManager {
    private static final int MOST_FREE = 40;

    private static final Logger log = LoggerFactory.getLogger(CrampedManager.class);

    private CrampedManager() {}

    public static void main(String[] arguments) throws IOException {
        var runtime = new ProcessRuntime(arguments[0], System.getenv());
        // loads classes that cannot be loaded later, as each is a file
        ended(start(runtime));
        ended(new StartResult.Failed("loaded"));
        log.info("loaded", new ProblemException(new Problem.Unavailable("loaded")));
        int before = Machine.openPipes();
        for (int free = 0; free <= MOST_FREE; free++) {
            Deque<FileInputStream> held = hold();
            for (int i = 0; i < free; i++) {
                held.pop().close();
            }
            StartResult result = start(runtime);
            for (FileInputStream each : held) {
                each.close();
            }
            System.out.println(ended(result) ? "started" : "failed");
        }
        System.out.println("leaked " + (Machine.openPipes() - before));
        System.out.println("stdin " + Files.exists(Path.of("/proc/self/fd/0")));
    }

    /** All descriptors that are free. */
    private static Deque<FileInputStream> hold() {
        Deque<FileInputStream> held = new ArrayDeque<>();
        try {
            while (true) {
                held.push(new FileInputStream("/dev/zero"));
            }
        } catch (IOException e) {
            return held;
        }
    }

    private static StartResult start(ProcessRuntime runtime) {
        return runtime.start(LaunchPlans.next(Fixtures.command("cat"), Transport.STDIO), new CollectedOutput());
    }

    private static boolean ended(StartResult result) {
        return result instanceof StartResult.Started(var server)
                && server.stop().survivors().isEmpty();
    }
}
