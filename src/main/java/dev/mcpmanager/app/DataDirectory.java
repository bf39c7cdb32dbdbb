package dev.mcpmanager.app;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The data directory, held by this manager alone until closed. The kernel frees it when the manager dies. */
final class DataDirectory implements AutoCloseable {
    private final FileChannel channel;

    private DataDirectory(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the directory, for this user only, if it is missing, and takes its lock.
     *
     * @throws ProblemException if another manager runs on it or it cannot be written
     */
    static DataDirectory open(Path directory) {
        Path lockFile = directory.resolve("lock");
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new ProblemException(new Problem.Conflict(
                        "Another MCP Manager runs on " + directory + ": stop it first, or use another --data-dir"));
            }
            return new DataDirectory(channel);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem.Unavailable("The data directory " + directory + " cannot be used: " + e), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ProblemException(new Problem.Unavailable("The lock file cannot be closed: " + e), e);
        }
    }
}
