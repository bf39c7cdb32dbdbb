package dev.mcpmanager.runtime.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the machine's processes and at this JVM's resources, not by the code that is tested. */
final class Machine {
    private Machine() {}

    /** Living processes whose environment holds a cookie of the instance. */
    static List<Long> processesOf(String instanceId) {
        var found = new ArrayList<Long>();
        for (Path process : list(Path.of("/proc"), "[0-9]*")) {
            if (text(process.resolve("environ")).contains(Cookie.VARIABLE + "=" + instanceId + ".") && lives(process)) {
                found.add(Long.parseLong(process.getFileName().toString()));
            }
        }
        return found;
    }

    static boolean lives(long pid) {
        return lives(Path.of("/proc", Long.toString(pid)));
    }

    /** Ends of pipes that this JVM has open. */
    static int openPipes() {
        int count = 0;
        for (Path descriptor : list(Path.of("/proc/self/fd"), "*")) {
            try {
                count += Files.readSymbolicLink(descriptor).toString().startsWith("pipe:") ? 1 : 0;
            } catch (IOException e) {
                // the listing's own descriptor
            }
        }
        return count;
    }

    /** Threads that read from a server. */
    static long pumps() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("server-\\d+ std(out|err)"))
                .count();
    }

    static void awaitEndOf(String instanceId) {
        await().until(() -> processesOf(instanceId).isEmpty());
    }

    private static boolean lives(Path process) {
        return text(process.resolve("status")).lines().anyMatch(line -> line.matches("State:\\s+[^ZX].*"));
    }

    private static List<Path> list(Path directory, String pattern) {
        var entries = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Empty when the process has ended. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
