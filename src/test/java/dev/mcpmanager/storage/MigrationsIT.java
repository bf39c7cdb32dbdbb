package dev.mcpmanager.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsIT {

    @TempDir
    private Path directory;

    @Test
    void everyScriptIsListedAndNumberedInOrder() throws IOException, URISyntaxException {
        Path scripts = Path.of(
                Objects.requireNonNull(Migrations.class.getResource("/db")).toURI());
        try (var files = Files.list(scripts)) {
            assertThat(files.map(path -> path.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(Migrations.ALL);
        }
        for (int i = 0; i < Migrations.ALL.size(); i++) {
            assertThat(Migrations.ALL.get(i)).startsWith("%04d-".formatted(i + 1));
        }
    }

    @Test
    void aDatabaseIsMigratedOnce() {
        Path file = directory.resolve("a.db");
        Database.open(file, InstantSource.system()).close();
        try (Database again = Database.open(file, InstantSource.system())) {
            assertThat(again.<Integer>read(Migrations::version)).isEqualTo(Migrations.ALL.size());
        }
    }

    @Test
    void aMigrationThatFailsLeavesNothingBehind() {
        Path file = directory.resolve("a.db");
        try (Handle handle = new Connections(file, Duration.ofSeconds(1)).writer()) {
            handle.execute("create table server_events (in_the_way)");
            assertThatThrownBy(() -> Migrations.apply(handle, file)).hasMessageContaining("0001-servers.sql");
            assertThat(Migrations.version(handle)).isZero();
            assertThat(handle.createQuery("select name from sqlite_schema where type = 'table'")
                            .mapTo(String.class)
                            .list())
                    .containsExactly("server_events");
        }
    }
}
