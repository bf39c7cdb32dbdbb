package dev.mcpmanager.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk and other programs do to the database. */
class StorageFailureIT {
    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-07-28T10:00:00Z"));

    @TempDir
    private Path directory;

    private Path file;
    private Database database;

    @BeforeEach
    void open() {
        file = directory.resolve("mcp-manager.db");
        database = Database.open(file, Schema.REGISTRY, TIME, Duration.ofMillis(50));
        database.write(handle -> handle.execute("create table notes (text)"));
        database.write(handle -> add(handle, 10));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int add(Handle handle, int length) {
        return handle.execute("insert into notes values (zeroblob(?))", length);
    }

    private static int count(Database database) {
        return database.read(handle -> handle.createQuery("select count(*) from notes")
                .mapTo(Integer.class)
                .one());
    }

    private static void assertUnavailable(ThrowingCallable call, String remedy) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem()).isInstanceOf(Problem.Unavailable.class);
            assertThat(e.problem().detail()).contains(remedy);
        });
    }

    @Test
    void aLockedDatabaseIsReportedAndRecovers() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertUnavailable(() -> database.write(handle -> add(handle, 1)), "locked: close it");
            assertThat(count(database)).isEqualTo(1);
            assertThat(database.health())
                    .isEqualTo(
                            new StorageHealth(true, database.health().lastError(), Optional.of(TIME.instant()), 1, 0));
            statement.execute("rollback");
        }
        database.write(handle -> add(handle, 1));
        assertThat(count(database)).isEqualTo(2);
        assertThat(database.health().failing()).isFalse();
        assertThat(database.health().lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("locked"));
    }

    @Test
    void aFullDiskIsReportedLosesNothingCommittedAndRecovers() {
        long pages = database.write(handle ->
                handle.createQuery("pragma page_count").mapTo(Long.class).one());
        limitPages(pages + 5);
        assertUnavailable(() -> database.write(handle -> add(handle, 1_000_000)), "is full: free space");
        database.writeLater("big note", handle -> add(handle, 1_000_000));
        assertUnavailable(() -> database.write(handle -> add(handle, 1_000_000)), "is full");
        assertThat(database.health().failing()).isTrue();
        assertThat(database.health().failedWrites()).isEqualTo(3);
        assertThat(count(database)).isEqualTo(1);
        limitPages(1_000_000);
        database.write(handle -> add(handle, 1_000_000));
        assertThat(count(database)).isEqualTo(2);
        assertThat(database.health().failing()).isFalse();
    }

    private void limitPages(long pages) {
        database.write(handle -> handle.createQuery("pragma max_page_count = " + pages)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void aKillInTheMiddleOfAWriteLosesNothingCommitted() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("copy")).resolve("mcp-manager.db");
        database.write(handle -> {
            // more than the page cache holds, so that uncommitted pages are in the log on disk
            for (int i = 0; i < 20; i++) {
                add(handle, 1_000_000);
            }
            return copyFiles(copy);
        });
        assertThat(Files.size(copy.resolveSibling("mcp-manager.db-wal"))).isGreaterThan(10_000_000);
        try (Database killed = Database.open(copy, TIME)) {
            assertThat(count(killed)).isEqualTo(1);
            killed.write(handle -> add(handle, 1));
            assertThat(count(killed)).isEqualTo(2);
        }
        assertThat(count(database)).isEqualTo(21);
    }

    private boolean copyFiles(Path copy) {
        try {
            Files.copy(file, copy);
            Files.copy(file.resolveSibling("mcp-manager.db-wal"), copy.resolveSibling("mcp-manager.db-wal"));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDatabaseOfANewerProgramIsRefused() {
        database.write(handle -> handle.execute("pragma user_version = 999"));
        close();
        assertThatThrownBy(() -> Database.open(file, TIME))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("999")
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileThatIsNoDatabaseIsReported() throws IOException {
        Path other = directory.resolve("other.db");
        Files.writeString(other, "this is not a database ".repeat(500));
        assertUnavailable(() -> Database.open(other, TIME), "not a database");
    }

    @Test
    void aMissingDirectoryIsReported() {
        assertUnavailable(() -> Database.open(directory.resolve("none/mcp-manager.db"), TIME), "directory exists");
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsReported() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("taken.db"));
        assertUnavailable(() -> Database.open(taken, TIME), "cannot be opened");
    }
}
