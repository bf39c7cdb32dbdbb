package dev.mcpmanager.app;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/**
 * What {@code mcp-manager up} was told. Immutable.
 *
 * @param flags settings by key, only those given
 * @param imports files to import first, in order
 */
record UpOptions(Map<String, String> flags, List<Path> imports, boolean open, boolean help) {
    private static final String IMPORT = "import";
    private static final String OPEN = "open";
    private static final String HELP = "help";

    UpOptions {
        flags = Map.copyOf(flags);
        imports = List.copyOf(imports);
    }

    /** @throws ParseException saying what is wrong, for people */
    static UpOptions parse(String... args) throws ParseException {
        CommandLine line =
                DefaultParser.builder().setAllowPartialMatching(false).get().parse(options(), args);
        if (!line.getArgList().isEmpty()) {
            throw new UnrecognizedOptionException(
                    "Unrecognized argument: " + line.getArgList().getFirst());
        }
        Map<String, String> flags = new HashMap<>();
        for (String key : List.of(Settings.HOST, Settings.PORT, Settings.DATA_DIR)) {
            if (line.hasOption(key)) {
                flags.put(key, line.getOptionValue(key));
            }
        }
        if (line.hasOption(Settings.NO_AUTH)) {
            flags.put(Settings.NO_AUTH, "true");
        }
        List<Path> imports = line.hasOption(IMPORT)
                ? Stream.of(line.getOptionValues(IMPORT)).map(Path::of).toList()
                : List.of();
        return new UpOptions(flags, imports, line.hasOption(OPEN), line.hasOption(HELP));
    }

    static void printHelp(PrintStream out) {
        HelpFormatter.Builder formatter = HelpFormatter.builder();
        formatter.setHelpAppendable(new TextHelpAppendable(out)).setShowSince(false);
        try {
            formatter.get().printHelp("mcp-manager up", "", options(), "", true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Options options() {
        return new Options()
                .addOption(value(Settings.HOST, "ADDRESS", "address to listen on (default: 127.0.0.1)"))
                .addOption(value(Settings.PORT, "PORT", "port to listen on; 0 picks one (default: 8420)"))
                .addOption(value(
                        Settings.DATA_DIR,
                        "DIR",
                        "where everything is kept (default: $XDG_DATA_HOME/mcp-manager or ~/.local/share/mcp-manager)"))
                .addOption(value(IMPORT, "FILE", "import servers from a client's configuration first; repeatable"))
                .addOption(flag(Settings.NO_AUTH, "ask for no token; only on a loopback address"))
                .addOption(flag(OPEN, "open the page in a browser"))
                .addOption(flag(HELP, "show this"));
    }

    private static Option value(String name, String argument, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(argument)
                .desc(description)
                .get();
    }

    private static Option flag(String name, String description) {
        return Option.builder().longOpt(name).desc(description).get();
    }
}
