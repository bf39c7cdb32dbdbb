package dev.mcpmanager.app;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the manager until SIGTERM, SIGINT or SIGHUP; for one thread. */
final class UpCommand {
    private static final Logger log = LoggerFactory.getLogger(UpCommand.class);

    private final UpOptions options;
    private final PrintStream out;
    private final PrintStream err;

    UpCommand(UpOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit code. */
    int run() throws InterruptedException {
        Settings settings;
        try {
            settings = SettingsSources.load(options.flags(), System.getenv());
        } catch (ProblemException e) {
            err.println("mcp-manager: " + e.getMessage());
            return 2;
        }
        try (var application = new Application(settings)) {
            var signals = new Signals(application::hurry);
            for (Path file : options.imports()) {
                application.importServers(read(file)).forEach(line -> err.println(file + ": " + line));
            }
            URI url = application.start();
            out.println("MCP Manager runs at " + url);
            out.flush();
            if (options.open()) {
                openBrowser(url);
            }
            application.startServers();
            signals.await();
            err.println("Stopping all servers; a second signal kills them …");
        } catch (ProblemException e) {
            log.debug("failed", e);
            err.println("mcp-manager: " + e.getMessage());
            return 1;
        }
        return 0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ProblemException(new Problem.NotFound("cannot read " + file + ": " + e), e);
        }
    }

    private static void openBrowser(URI url) {
        String opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(opener, url.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            log.warn("no browser could be opened: {}", e.getMessage());
        }
    }
}
