package dev.mcpmanager.server;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A command and its arguments as a client's configuration has them; immutable. */
record CommandLine(String command, List<String> args) {
    private static final Pattern NODE = Pattern.compile("node|npx|npm");
    private static final Pattern PYTHON = Pattern.compile("python[0-9.]*|pip[0-9.]*|uvx?");
    private static final Pattern EXTENSION = Pattern.compile("\\.(exe|cmd|bat)$");

    /** Without {@code cmd /c}, by which Windows clients start npx. */
    CommandLine unwrapped() {
        boolean wrapped =
                program().equals("cmd") && args.size() > 1 && args.getFirst().equalsIgnoreCase("/c");
        return wrapped ? new CommandLine(args.get(1), args.subList(2, args.size())) : this;
    }

    /** Whether it is {@code docker run …} or {@code podman run …}. */
    boolean runsContainer() {
        return (program().equals("docker") || program().equals("podman"))
                && !args.isEmpty()
                && args.getFirst().equals("run");
    }

    /** The type of server that such a program usually is. */
    ServerType type() {
        if (NODE.matcher(program()).matches()) {
            return ServerType.NODEJS;
        }
        return PYTHON.matcher(program()).matches() ? ServerType.PYTHON : ServerType.COMMAND;
    }

    private String program() {
        String file = command.substring(Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\')) + 1);
        return EXTENSION.matcher(file.toLowerCase(Locale.ROOT)).replaceFirst("");
    }
}
