package dev.mcpmanager.app;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the manager until SIGTERM or SIGINT. */
@Command(name = "up", description = "Runs the manager until SIGTERM or Ctrl-C; a second one forces the end.")
final class UpCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(UpCommand.class);

    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0 picks one (default: 8420).")
    private @Nullable String port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where everything is kept (default: $XDG_DATA_HOME/mcp-manager or ~/.local/share/mcp-manager).")
    private @Nullable String dataDir;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            description = "Import servers from a client's configuration first; may be repeated.")
    private List<Path> imports = new ArrayList<>();

    @Option(names = "--no-auth", description = "Ask for no token; only on a loopback address.")
    private boolean noAuth;

    @Option(names = "--open", description = "Open the page in a browser.")
    private boolean open;

    UpCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings;
        try {
            settings = SettingsSources.load(flags(), System.getenv());
        } catch (ProblemException e) {
            err.println("mcp-manager: " + e.getMessage());
            return 2;
        }
        try (var application = new Application(settings)) {
            var signals = new Signals(application::hurry);
            for (Path file : imports) {
                application.importServers(read(file)).forEach(line -> err.println(file + ": " + line));
            }
            URI url = application.start();
            out.println("MCP Manager runs at " + url);
            out.flush();
            if (open) {
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

    private Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        if (host != null) {
            flags.put(Settings.HOST, host);
        }
        if (port != null) {
            flags.put(Settings.PORT, port);
        }
        if (dataDir != null) {
            flags.put(Settings.DATA_DIR, dataDir);
        }
        if (noAuth) {
            flags.put(Settings.NO_AUTH, "true");
        }
        return flags;
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
