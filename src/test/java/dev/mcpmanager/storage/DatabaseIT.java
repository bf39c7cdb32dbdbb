package dev.mcpmanager.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {
    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-07-28T10:00:00Z"));

    @TempDir
    private Path directory;

    private Path file;
    private Database database;

    @BeforeEach
    void open() {
        file = directory.resolve("mcp-manager.db");
        database = Database.open(file, TIME);
        database.write(handle -> handle.execute("create table notes (text text not null unique)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int add(Handle handle, String text) {
        return handle.execute("insert into notes values (?)", text);
    }

    private static List<String> notes(Database database) {
        return database.read(handle -> handle.createQuery("select text from notes order by rowid")
                .mapTo(String.class)
                .list());
    }

    @Test
    void aCommitIsFlushedToDiskAndForeignKeysHold() {
        assertThat(database.<List<String>>write(
                        handle -> List.of("journal_mode", "synchronous", "foreign_keys").stream()
                                .map(pragma -> handle.createQuery("pragma " + pragma)
                                        .mapTo(String.class)
                                        .one())
                                .toList()))
                .containsExactly("wal", "2", "1");
    }

    @Test
    void allFilesAreForTheOwnerOnly() throws IOException {
        database.write(handle -> add(handle, "a"));
        try (var files = Files.list(directory)) {
            assertThat(files.toList())
                    .hasSize(3)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aFileThatOthersMayReadIsClosedToThem() throws IOException {
        close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        database = Database.open(file, TIME);
        assertThat(PrivateFiles.openToOthers(file)).isFalse();
    }

    @Test
    void whatWasWrittenIsReadAlsoAfterReopening() {
        assertThat(database.<Integer>write(handle -> add(handle, "a"))).isEqualTo(1);
        assertThat(notes(database)).containsExactly("a");
        close();
        database = Database.open(file, TIME);
        assertThat(notes(database)).containsExactly("a");
    }

    @Test
    void aWriteThatThrowsLeavesNothingAndIsTold() {
        var refusal = new ProblemException(new Problem.Conflict("no"));
        assertThatThrownBy(() -> database.write(handle -> {
                    add(handle, "a");
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(notes(database)).isEmpty();
        assertThat(database.health().failing()).isFalse();
    }

    @Test
    void anErrorDoesNotEndTheWriter() {
        assertThatThrownBy(() -> database.write(_ -> {
                    throw new StackOverflowError();
                }))
                .hasRootCauseInstanceOf(StackOverflowError.class);
        database.write(handle -> add(handle, "a"));
        assertThat(notes(database)).containsExactly("a");
    }

    @Test
    void aFailureDoesNotQuoteWhatWasBound() {
        database.write(handle -> add(handle, "s3cr3t"));
        assertThatThrownBy(() -> database.write(handle -> add(handle, "s3cr3t")))
                .hasMessageNotContaining("s3cr3t")
                .hasStackTraceContaining("UNIQUE");
    }

    @Test
    void aLaterWriteThatFailsTakesNoOtherWithIt() {
        for (String text : List.of("a", "b", "a", "c")) {
            database.writeLater("note", handle -> add(handle, text));
        }
        database.write(handle -> add(handle, "d"));
        assertThat(notes(database)).containsExactly("a", "b", "c", "d");
        StorageHealth health = database.health();
        assertThat(health.failedWrites()).isEqualTo(1);
        assertThat(health.lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("note was not written"));
        assertThat(health.lastErrorAt()).contains(TIME.instant());
    }

    @Test
    void closingWritesWhatWaits() {
        for (int i = 0; i < 2000; i++) {
            String text = "note " + i;
            database.writeLater("note", handle -> add(handle, text));
        }
        close();
        database = Database.open(file, TIME);
        assertThat(notes(database)).hasSize(2000);
    }

    @Test
    void afterClosingEverythingIsRefused() {
        close();
        assertThatThrownBy(() -> database.write(handle -> add(handle, "a"))).hasMessageContaining("closed");
        assertThatThrownBy(() -> notes(database)).hasMessageContaining("closed");
        database.writeLater("note", handle -> add(handle, "a"));
        assertThat(database.health().failedWrites()).isEqualTo(1);
    }

    @Test
    void manyWritersAndReadersDoNotLoseAnything() throws ExecutionException, InterruptedException {
        var outcomes = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                String text = "note " + i;
                outcomes.add(threads.submit(() -> database.write(handle -> add(handle, text))));
                outcomes.add(threads.submit(() -> Math.min(1, notes(database).size() + 1)));
            }
        }
        for (Future<Integer> outcome : outcomes) {
            assertThat(outcome.get()).isEqualTo(1);
        }
        assertThat(notes(database)).hasSize(200);
    }

    @Test
    void aReadCannotWrite() {
        assertThatThrownBy(() -> database.read(handle -> add(handle, "a"))).isInstanceOf(ProblemException.class);
        assertThat(notes(database)).isEmpty();
    }

    @Test
    void aWriteInsideAWriteIsRefusedAndDoesNotHang() {
        assertThatThrownBy(() -> database.write(_ -> database.write(handle -> add(handle, "a"))))
                .isInstanceOf(IllegalStateException.class);
    }
}
