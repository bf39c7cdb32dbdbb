package dev.mcpmanager.runtime.process;

import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StartResult.Refused;
import dev.mcpmanager.server.Launch.LocalCommand;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds out, before anything is started, why a command cannot be. Stateless. */
final class Preflight {
    private Preflight() {}

    sealed interface Result {}

    /**
     * @param executable absolute
     * @param directory empty for the manager's own
     */
    record Ready(Path executable, Optional<Path> directory) implements Result {}

    record Objection(StartResult result) implements Result {}

    /** @param environment that the server will get */
    static Result check(LocalCommand command, Map<String, String> environment) {
        Optional<String> illegal = illegal(command, environment);
        if (illegal.isPresent()) {
            return refused(illegal.get());
        }
        try {
            Optional<Path> directory = command.workingDirectory().map(Path::of).map(Path::toAbsolutePath);
            if (directory.isPresent() && !Files.isDirectory(directory.get())) {
                String what = Files.exists(directory.get()) ? " is not a directory." : " does not exist.";
                return refused("The working directory " + directory.get() + what);
            }
            Path from = directory.orElse(Path.of("").toAbsolutePath());
            var search = new ExecutableSearch(from, environment.getOrDefault("PATH", ""));
            return switch (search.find(command.command())) {
                case ExecutableSearch.Found(Path file) -> new Ready(file, directory);
                case ExecutableSearch.Missing(String reason) -> refused(reason);
            };
        } catch (InvalidPathException e) {
            return refused("\"" + e.getInput() + "\" is not a path: " + e.getReason() + ".");
        }
    }

    /** What no process can be given; says nothing of values, which may be secret. */
    private static Optional<String> illegal(LocalCommand command, Map<String, String> environment) {
        if (command.command().isEmpty()) {
            return Optional.of("The command is empty.");
        }
        if (hasNul(command.command()) || command.args().stream().anyMatch(Preflight::hasNul)) {
            return Optional.of("The command or one of its arguments contains a NUL character.");
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (name.isEmpty() || name.contains("=") || hasNul(name)) {
                return Optional.of("\"" + name.replace('\0', '?') + "\" cannot name an environment variable.");
            }
            if (hasNul(variable.getValue())) {
                return Optional.of("The environment variable " + name + " contains a NUL character.");
            }
        }
        return Optional.empty();
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static Objection refused(String reason) {
        return new Objection(new Refused(reason));
    }
}
