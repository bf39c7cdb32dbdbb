package dev.mcpmanager.storage;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** Tells failures of the database's surroundings from mistakes, and words them with a remedy; immutable. */
final class StorageProblems {
    private final Path file;

    StorageProblems(Path file) {
        this.file = file;
    }

    /** The problem to report, or empty when {@code failure} is not due to disk, locks or a damaged file. */
    Optional<ProblemException> environmental(Throwable failure) {
        return sqlException(failure)
                .flatMap(e -> detail(e.getErrorCode()))
                .map(detail -> new ProblemException(new Problem.Unavailable(detail), failure));
    }

    /** {@code failure} itself where it is not environmental. */
    RuntimeException translate(RuntimeException failure) {
        return environmental(failure).map(RuntimeException.class::cast).orElse(failure);
    }

    private static Optional<SQLException> sqlException(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    private Optional<String> detail(int errorCode) {
        // the low byte is the primary result code, the rest refines it: https://sqlite.org/rescode.html
        String detail = switch (SQLiteErrorCode.getErrorCode(errorCode & 0xff)) {
            case SQLITE_FULL -> "The disk that holds %s is full: free space and try again".formatted(file);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "Another program keeps %s locked: close it (such as an open sqlite3 shell) and try again"
                        .formatted(file);
            case SQLITE_READONLY ->
                "%s cannot be written: give this user write permission on it and on its directory".formatted(file);
            case SQLITE_CANTOPEN ->
                "%s cannot be opened: check that its directory exists and that this user may write there"
                        .formatted(file);
            case SQLITE_IOERR ->
                "Reading or writing %s failed: check the disk, and that it is not full".formatted(file);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                "%s is damaged or not a database: stop the manager and restore the file from a backup, or move it away to begin anew"
                        .formatted(file);
            default -> "";
        };
        return detail.isEmpty() ? Optional.empty() : Optional.of(detail);
    }
}
