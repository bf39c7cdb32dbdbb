package dev.mcpmanager.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "mcp-manager",
        description = "Runs, watches and serves MCP servers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        return line.addSubcommand(new UpCommand(line.getOut(), line.getErr()));
    }
}
