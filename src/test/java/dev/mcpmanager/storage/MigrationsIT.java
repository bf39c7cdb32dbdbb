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
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationsIT {

    @TempDir
    private Path directory;

    static Stream<Schema> schemas() {
        return Stream.of(Schema.REGISTRY, Schema.LOGS, Schema.CALLS, Schema.USAGE);
    }

    @Test
    void everyScriptIsListed() throws IOException, URISyntaxException {
        Path scripts = Path.of(
                Objects.requireNonNull(Migrations.class.getResource("/db")).toURI());
        try (var files = Files.walk(scripts)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(path -> scripts.relativize(path).toString()))
                    .containsExactlyInAnyOrderElementsOf(schemas()
                            .flatMap(schema -> schema.migrations().stream())
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void scriptsAreNumberedInOrder(Schema schema) {
        for (int i = 0; i < schema.migrations().size(); i++) {
            assertThat(Path.of(schema.migrations().get(i)).getFileName().toString())
                    .startsWith("%04d-".formatted(i + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aDatabaseIsMigratedOnce(Schema schema) {
        Path file = directory.resolve("a.db");
        Database.open(file, schema, InstantSource.system()).close();
        try (Database again = Database.open(file, schema, InstantSource.system())) {
            assertThat(again.<Integer>read(Migrations::version))
                    .isEqualTo(schema.migrations().size());
        }
    }

    @Test
    void aMigrationThatFailsLeavesNothingBehind() {
        Path file = directory.resolve("a.db");
        try (Handle handle = new Connections(file, Duration.ofSeconds(1)).writer()) {
            handle.execute("create table server_events (in_the_way)");
            assertThatThrownBy(() -> Migrations.apply(handle, file, Schema.REGISTRY.migrations()))
                    .hasMessageContaining("0001-servers.sql");
            assertThat(Migrations.version(handle)).isZero();
            assertThat(handle.createQuery("select name from sqlite_schema where type = 'table'")
                            .mapTo(String.class)
                            .list())
                    .containsExactly("server_events");
        }
    }
}
