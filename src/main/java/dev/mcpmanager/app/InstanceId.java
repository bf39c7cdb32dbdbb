package dev.mcpmanager.app;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.storage.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/** The data directory's id, by which processes started from it are known again; stays when the directory moves. */
final class InstanceId {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

    private InstanceId() {}

    /** Reads {@code <data-dir>/instance-id}, or makes it. To be called by the one manager that holds the directory. */
    static String open(Path dataDir) {
        Path file = dataDir.resolve("instance-id");
        try {
            if (!Files.exists(file)) {
                String id = UUID.randomUUID().toString().replace("-", "") + "\n";
                PrivateFiles.writeAtomically(file, id.getBytes(StandardCharsets.US_ASCII));
            }
            String id = Files.readString(file).strip();
            if (!SHAPE.matcher(id).matches()) {
                throw new ProblemException(new Problem.Unavailable(file
                        + " does not hold an id: restore it, or, when no server of this directory runs, delete it"));
            }
            return id;
        } catch (IOException e) {
            throw new ProblemException(new Problem.Unavailable("Cannot read or write " + file + ": " + e), e);
        }
    }
}
