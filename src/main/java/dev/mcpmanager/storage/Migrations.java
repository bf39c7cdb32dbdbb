package dev.mcpmanager.storage;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to the schema of this program; stateless. See docs/decisions/0001-migrations-by-user-version.md. */
final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    /** Applies what is missing, each migration in a transaction of its own. */
    static void apply(Handle handle, Path file, List<String> scripts) {
        int version = version(handle);
        if (version > scripts.size()) {
            throw new ProblemException(new Problem.Conflict(
                    "%s was written by a newer version of this program (schema %d, this one knows up to %d): start that version, or use another data directory"
                            .formatted(file, version, scripts.size())));
        }
        for (int next = version + 1; next <= scripts.size(); next++) {
            String name = scripts.get(next - 1);
            int target = next;
            handle.useTransaction(transaction -> {
                execute(transaction, name);
                transaction.execute("pragma user_version = " + target);
            });
            log.info("{} migrated to {}", file.getFileName(), name);
        }
    }

    static int version(Handle handle) {
        return handle.createQuery("pragma user_version").mapTo(Integer.class).one();
    }

    private static void execute(Handle handle, String name) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.executeUpdate(sql(name));
        } catch (SQLException e) {
            throw new IllegalStateException("migration " + name + " failed", e);
        }
    }

    private static String sql(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream("/db/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
