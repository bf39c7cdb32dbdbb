package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.databind.JsonNode;

/**
 * Definitions in the table {@code servers}; its columns about the current run belong to others and are not touched.
 * Thread-safe. Each change is committed when the method returns.
 */
final class ServerStore {
    private static final String ENVIRONMENT = "environment";
    private static final String HEADERS = "config.headers";
    private static final String OAUTH = "config.oauth";

    private final Database database;
    private final StoredValues values;

    ServerStore(Database database, StoredValues values) {
        this.database = database;
        this.values = values;
    }

    List<ServerDefinition> all() {
        return database.read(handle ->
                handle.createQuery("""
                        select id, name, type, image, port, config, command, args, working_directory, environment, url,
                               headers, oauth, transport, mcp_path, health_endpoint, autostart, restart, health,
                               created_at, updated_at
                          from servers
                        """).map((row, _) -> definition(row)).list());
    }

    void insert(ServerDefinition server) {
        write("""
                insert into servers
                       (id, name, type, image, port, config, command, args, working_directory, environment, url,
                        headers, oauth, transport, mcp_path, health_endpoint, autostart, restart, health,
                        created_at, updated_at)
                values (:id, :name, :type, :image, :port, :config, :command, :args, :workingDirectory, :environment,
                        :url, :headers, :oauth, :transport, :mcpPath, :healthEndpoint, :autostart, :restart, :health,
                        :createdAt, :updatedAt)
                """, server);
    }

    void update(ServerDefinition server) {
        write("""
                update servers
                   set name = :name, type = :type, image = :image, port = :port, config = :config,
                       command = :command, args = :args, working_directory = :workingDirectory,
                       environment = :environment, url = :url, headers = :headers, oauth = :oauth, transport = :transport,
                       mcp_path = :mcpPath, health_endpoint = :healthEndpoint, autostart = :autostart,
                       restart = :restart, health = :health, created_at = :createdAt, updated_at = :updatedAt
                 where id = :id
                """, server);
    }

    void delete(String id) {
        database.write(handle -> handle.execute("delete from servers where id = ?", id));
    }

    private void write(String sql, ServerDefinition server) {
        LaunchColumns launch = LaunchColumns.of(server.launch());
        String environment = values.write(server.id(), ENVIRONMENT, launch.environment());
        String headers = values.write(server.id(), HEADERS, launch.headers());
        String oauth = values.write(server.id(), OAUTH, launch.oauth());
        database.write(handle -> {
            Update update = handle.createUpdate(sql)
                    .bind("id", server.id())
                    .bind("name", server.name())
                    .bind("type", server.type().text())
                    .bind("image", launch.image())
                    .bind("port", server.port())
                    .bind("config", ServerJson.config(server).toString())
                    .bind("command", launch.command())
                    .bind("args", Json.STRICT.writeValueAsString(launch.args()))
                    .bind("workingDirectory", launch.workingDirectory())
                    .bind("environment", environment)
                    .bind("url", launch.url())
                    .bind("headers", headers)
                    .bind("oauth", oauth)
                    .bind("transport", server.transport().text())
                    .bind("mcpPath", server.mcpPath())
                    .bind("healthEndpoint", server.healthEndpoint())
                    .bind("autostart", server.autostart())
                    .bind("restart", ServerJson.restart(server.restart()).toString())
                    .bind("health", ServerJson.health(server.health()).toString())
                    .bind("createdAt", ServerJson.instant(server.createdAt()))
                    .bind("updatedAt", ServerJson.instant(server.updatedAt()));
            return update.execute();
        });
    }

    private ServerDefinition definition(ResultSet row) throws SQLException {
        String id = row.getString("id");
        ServerType type = ServerType.parse(row.getString("type")).orElseThrow();
        return new ServerDefinition(
                id,
                row.getString("name"),
                type,
                launch(row, id).launch(type),
                Transport.parse(row.getString("transport")).orElseThrow(),
                Optional.ofNullable(row.getObject("port")).map(Integer.class::cast),
                row.getString("mcp_path"),
                Optional.ofNullable(row.getString("health_endpoint")),
                row.getBoolean("autostart"),
                SettingsInput.restart(settings(row, "restart")),
                SettingsInput.health(settings(row, "health")),
                SettingsInput.config(settings(row, "config")),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("updated_at")));
    }

    private LaunchColumns launch(ResultSet row, String id) throws SQLException {
        return new LaunchColumns(
                Optional.ofNullable(row.getString("image")),
                Optional.ofNullable(row.getString("command")),
                args(row.getString("args")),
                Optional.ofNullable(row.getString("working_directory")),
                values.read(id, ENVIRONMENT, row.getString("environment")),
                Optional.ofNullable(row.getString("url")),
                values.read(id, HEADERS, row.getString("headers")),
                values.read(id, OAUTH, row.getString("oauth")));
    }

    private static List<String> args(String json) {
        return Json.STRICT.readTree(json).values().stream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static InputObject settings(ResultSet row, String column) throws SQLException {
        // what this program does not understand, such as a bound made narrower since, has its default
        return new InputObject(
                Json.STRICT.readTree(row.getString(column)).asObject(), column, new ArrayList<FieldError>());
    }
}
