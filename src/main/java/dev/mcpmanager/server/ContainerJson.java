package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a container as JSON, the shape that {@link ContainerInput} reads. Stateless. */
final class ContainerJson {
    private ContainerJson() {}

    static ObjectNode of(ContainerSettings settings) {
        ObjectNode json = Json.STRICT.createObjectNode();
        if (!settings.mounts().isEmpty()) {
            ArrayNode mounts = json.putArray("mounts");
            settings.mounts().forEach(mount -> mounts.add(of(mount)));
        }
        settings.network().ifPresent(network -> json.put("network", network));
        settings.user().ifPresent(user -> json.put("user", user));
        settings.workingDirectory().ifPresent(directory -> json.put("workingDirectory", directory));
        json.put("memory", settings.memory().map(Sizes::format).orElse(ContainerInput.UNLIMITED));
        settings.cpus().ifPresent(cpus -> json.put("cpus", cpus.doubleValue()));
        settings.pidsLimit()
                .ifPresentOrElse(
                        limit -> json.put("pidsLimit", limit.intValue()),
                        () -> json.put("pidsLimit", ContainerInput.UNLIMITED));
        json.put("readOnly", settings.readOnly());
        json.set("capAdd", texts(settings.capAdd()));
        json.set("capDrop", texts(settings.capDrop()));
        json.put("noNewPrivileges", settings.noNewPrivileges()).put("init", settings.init());
        settings.port().ifPresent(port -> json.put("port", port.intValue()));
        return json;
    }

    private static ObjectNode of(Mount mount) {
        ObjectNode json = Json.STRICT
                .createObjectNode()
                .put("source", mount.source())
                .put("target", mount.target())
                .put("readOnly", mount.readOnly());
        return mount.trusted() ? json.put("trusted", true) : json;
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.STRICT.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}
