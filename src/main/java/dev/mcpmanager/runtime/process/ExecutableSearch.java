package dev.mcpmanager.runtime.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the file that a command names, as execvp(3) would: itself when it contains a slash, else on the PATH. Immutable.
 *
 * @param directory where a relative name begins
 * @param searchPath the PATH that counts for the server
 */
record ExecutableSearch(Path directory, String searchPath) {
    private static final int MOST_DIRECTORIES_TOLD = 10;

    sealed interface Result {}

    /** @param file absolute; links are kept, as a launcher may look at the name it was called by */
    record Found(Path file) implements Result {}

    /** @param reason names what was looked for, where, and the remedy */
    record Missing(String reason) implements Result {}

    Result find(String command) {
        return command.contains("/") ? inPlace(command) : onPath(command);
    }

    private Result inPlace(String command) {
        Path file = directory.resolve(command).normalize();
        if (isExecutable(file)) {
            return new Found(file);
        }
        if (Files.isDirectory(file)) {
            return new Missing("The command " + file + " is a directory; name the executable in it.");
        }
        if (Files.exists(file)) {
            return new Missing(notExecutable(file));
        }
        String where = command.startsWith("/")
                ? "There is no file at that place"
                : "The working directory, from which it is looked for, is " + directory;
        return new Missing("The command " + file + " does not exist. " + where + ".");
    }

    private Result onPath(String command) {
        List<Path> directories = directories();
        Optional<Path> found = first(directories, command);
        if (found.isPresent()) {
            return new Found(found.get());
        }
        for (Path each : directories) {
            Path file = each.resolve(command);
            if (Files.isRegularFile(file)) {
                return new Missing(notExecutable(file));
            }
        }
        return new Missing("The command \"" + command + "\" was not found on the PATH (" + told(directories) + "): "
                + remedy(command, directories) + ".");
    }

    /** Nothing is put in a command's place silently; but many machines have Python as python3 alone. */
    private static String remedy(String command, List<Path> directories) {
        if (command.equals("python") || command.equals("pip")) {
            Optional<Path> other = first(directories, command + "3");
            if (other.isPresent()) {
                return "use the command \"" + command + "3\", which is at " + other.get();
            }
        }
        return KnownLaunchers.remedy(command)
                .map(remedy -> remedy + ", or give the full path")
                .orElse("install it, or give the full path");
    }

    private List<Path> directories() {
        var directories = new ArrayList<Path>();
        for (String each : searchPath.split(File.pathSeparator, -1)) {
            if (!each.isEmpty()) {
                directories.add(directory.resolve(each));
            }
        }
        return directories;
    }

    private static Optional<Path> first(List<Path> directories, String name) {
        return directories.stream()
                .map(each -> each.resolve(name))
                .filter(ExecutableSearch::isExecutable)
                .findFirst();
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static String notExecutable(Path file) {
        return "The command " + file + " is not executable: run chmod +x on it, or start it by its interpreter.";
    }

    private static String told(List<Path> directories) {
        if (directories.isEmpty()) {
            return "which is empty";
        }
        var told = new StringBuilder();
        for (Path each : directories.subList(0, Math.min(MOST_DIRECTORIES_TOLD, directories.size()))) {
            told.append(told.isEmpty() ? "" : ", ").append(each);
        }
        int more = directories.size() - MOST_DIRECTORIES_TOLD;
        return more > 0 ? told + " and " + more + " more" : told.toString();
    }
}
