package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Writes servers as the configuration file of an MCP client; a secret becomes {@code ${NAME}}. Stateless. */
public final class ClientConfigExport {

    private ClientConfigExport() {}

    /** The whole file: {@code mcpServers}, or {@code servers} for VS Code. */
    public static ObjectNode of(ConfigClient client, List<ServerDefinition> servers) {
        ObjectNode file = Json.STRICT.createObjectNode();
        ObjectNode entries = switch (client) {
            case CLAUDE, CURSOR -> file.putObject("mcpServers");
            case VSCODE -> file.putObject("servers");
        };
        servers.forEach(server -> entries.set(server.name(), entry(client, server)));
        return file;
    }

    private static ObjectNode entry(ConfigClient client, ServerDefinition server) {
        ObjectNode entry = Json.STRICT.createObjectNode();
        switch (server.launch()) {
            case Launch.LocalCommand local -> {
                type(entry, client, "stdio");
                entry.put("command", local.command());
                local.args().forEach(entry.putArray("args")::add);
                values(entry, "env", local.environment());
                local.workingDirectory().ifPresent(directory -> entry.put("cwd", directory));
            }
            case Launch.ContainerImage container -> {
                type(entry, client, "stdio");
                entry.put("command", "docker");
                dockerRun(container, server.config().container()).forEach(entry.putArray("args")::add);
                values(entry, "env", container.environment());
            }
            case Launch.RemoteUrl remote -> {
                type(entry, client, "http");
                entry.put("url", remote.url().toString());
                values(entry, "headers", remote.headers());
            }
        }
        return entry;
    }

    private static void type(ObjectNode entry, ConfigClient client, String type) {
        switch (client) {
            // Cursor tells by command and url, and Claude takes no type for stdio but needs one for http
            case CURSOR -> {}
            case CLAUDE -> {
                if (type.equals("http")) {
                    entry.put("type", type);
                }
            }
            case VSCODE -> entry.put("type", type);
        }
    }

    private static List<String> dockerRun(Launch.ContainerImage container, ContainerSettings settings) {
        var words = new ArrayList<>(List.of("run", "-i", "--rm"));
        container.environment().keySet().forEach(name -> words.addAll(List.of("-e", name)));
        words.addAll(DockerOptions.of(settings));
        container.command().ifPresent(command -> words.addAll(List.of("--entrypoint", command)));
        words.add(container.image());
        words.addAll(container.args());
        return words;
    }

    private static void values(ObjectNode entry, String field, Map<String, EnvironmentValue> values) {
        if (!values.isEmpty()) {
            ObjectNode json = entry.putObject(field);
            values.forEach((name, value) -> json.put(name, value.secret() ? "${" + name + "}" : value.value()));
        }
    }
}
