package dev.mcpmanager.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a command as the leader of a session and process group of its own, by {@code setsid} of util-linux or busybox,
 * or by Perl where there is none (macOS). Without either the command has no group, and its processes are found by
 * cookie and parentage alone. Immutable.
 *
 * <p>The group comes to be a moment after the process: until then a signal to the group finds nobody.
 */
record ProcessGroups(List<String> prefix) {
    private static final Path PERL = Path.of("/usr/bin/perl");
    private static final String PERL_SETSID =
            "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV; die \"exec: $!\\n\"";

    ProcessGroups {
        prefix = List.copyOf(prefix);
    }

    static ProcessGroups ofThisMachine() {
        for (String directory : List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
            Path setsid = Path.of(directory, "setsid");
            if (Files.isExecutable(setsid)) {
                return new ProcessGroups(List.of(setsid.toString()));
            }
        }
        return Files.isExecutable(PERL) ? withPerl() : new ProcessGroups(List.of());
    }

    static ProcessGroups withPerl() {
        return new ProcessGroups(List.of(PERL.toString(), "-e", PERL_SETSID));
    }

    /** The command that starts {@code executable} as a leader. */
    List<String> leading(Path executable, List<String> arguments) {
        var command = new ArrayList<String>(prefix);
        command.add(executable.toString());
        command.addAll(arguments);
        return command;
    }
}
