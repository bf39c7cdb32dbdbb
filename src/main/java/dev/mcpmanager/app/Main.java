package dev.mcpmanager.app;

import java.io.PrintStream;
import java.util.Arrays;
import org.apache.commons.cli.ParseException;

/** The command line. Exit codes: 0 clean stop, 1 failure, 2 wrong usage. */
public final class Main {
    private static final String USAGE = """
            Usage: mcp-manager up [OPTION]…    runs the manager until SIGTERM or Ctrl-C
                   mcp-manager up --help       lists its options
                   mcp-manager --version
            """;

    /** How long the JDK's HTTP client keeps a connection that it does not use, in seconds. */
    private static final String KEEPALIVE = "jdk.httpclient.keepalive.timeout";

    private Main() {}

    public static void main(String[] args) {
        try {
            System.exit(run(args, System.out, System.err));
        } catch (Throwable e) {
            // other threads would go on; and classes of the log may be missing, if the jar was replaced meanwhile
            e.printStackTrace(System.err);
            System.exit(1);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        switch (args.length == 0 ? "" : args[0]) {
            case "up" -> {
                return up(Arrays.copyOfRange(args, 1, args.length), out, err);
            }
            case "--version", "-V" -> out.println("MCP Manager " + Version.text());
            case "--help", "-h" -> out.print(USAGE);
            default -> {
                err.print(USAGE);
                return 2;
            }
        }
        return 0;
    }

    private static int up(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        UpOptions options;
        try {
            options = UpOptions.parse(args);
        } catch (ParseException e) {
            err.println("mcp-manager: " + e.getMessage() + " (mcp-manager up --help lists the options)");
            return 2;
        }
        if (options.help()) {
            UpOptions.printHelp(out);
            return 0;
        }
        giveUpIdleConnections();
        return new UpCommand(options, out, err).run();
    }

    /** Before servers close them, as those of Node.js and Python do after 5 s: what is just being sent then would be lost. */
    private static void giveUpIdleConnections() {
        if (System.getProperty(KEEPALIVE) == null) {
            System.setProperty(KEEPALIVE, "4");
        }
    }
}
