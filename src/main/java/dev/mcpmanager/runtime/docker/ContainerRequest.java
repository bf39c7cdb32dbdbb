package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.server.ContainerSettings;
import dev.mcpmanager.server.Launch.ContainerImage;
import dev.mcpmanager.server.Mount;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Transport;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the engine is to make of a definition; pure. Holds secrets in plain text: for the engine only. */
final class ContainerRequest {
    private static final String HOST_NETWORK = "host";
    private static final String LOOPBACK = "127.0.0.1";

    private ContainerRequest() {}

    /**
     * The body of the request.
     *
     * @param exposed ports that the image says it listens on
     */
    static ObjectNode of(ServerDefinition server, ContainerImage launch, Labels labels, List<Integer> exposed) {
        ContainerSettings settings = server.config().container();
        ObjectNode json = Json.STRICT
                .createObjectNode()
                .put("Image", launch.image())
                // an http server must not end with the connection of a manager that was killed
                .put("OpenStdin", server.transport() == Transport.STDIO)
                .put("StdinOnce", true)
                .put("AttachStdin", server.transport() == Transport.STDIO)
                .put("AttachStdout", true)
                .put("AttachStderr", true);
        launch.command().ifPresent(command -> json.putArray("Entrypoint").add(command));
        if (!launch.args().isEmpty() || launch.command().isPresent()) {
            json.set("Cmd", texts(launch.args()));
        }
        ArrayNode environment = json.putArray("Env");
        launch.environment().forEach((name, value) -> environment.add(name + "=" + value.value()));
        settings.user().ifPresent(user -> json.put("User", user));
        settings.workingDirectory().ifPresent(directory -> json.put("WorkingDir", directory));
        json.set("Labels", labels.json());
        ObjectNode host = host(settings);
        containerPort(server, exposed).ifPresent(port -> publish(server, port, json, host));
        json.set("HostConfig", host);
        return json;
    }

    private static ObjectNode host(ContainerSettings settings) {
        ObjectNode host =
                Json.STRICT.createObjectNode().put("Init", settings.init()).put("ReadonlyRootfs", settings.readOnly());
        host.set("CapDrop", texts(settings.capDrop()));
        host.set("CapAdd", texts(settings.capAdd()));
        if (settings.noNewPrivileges()) {
            host.putArray("SecurityOpt").add("no-new-privileges");
        }
        if (settings.readOnly()) {
            // nearly every program needs one place to write
            host.putObject("Tmpfs").put("/tmp", "rw,nosuid,nodev,size=64m");
        }
        // swap included: what is beyond the limit is to be killed, not to be slow
        settings.memory()
                .ifPresent(bytes -> host.put("Memory", bytes.longValue()).put("MemorySwap", bytes.longValue()));
        settings.cpus().ifPresent(cpus -> host.put("NanoCpus", Math.round(cpus * 1_000_000_000)));
        settings.pidsLimit().ifPresent(limit -> host.put("PidsLimit", limit.intValue()));
        settings.network().ifPresent(network -> host.put("NetworkMode", network));
        ArrayNode mounts = host.putArray("Mounts");
        settings.mounts().forEach(mount -> mounts.add(mount(mount)));
        // the manager keeps what it prints; the engine's own copy would grow without bounds
        host.putObject("LogConfig").put("Type", "none");
        return host;
    }

    private static ObjectNode mount(Mount mount) {
        return Json.STRICT
                .createObjectNode()
                .put("Type", mount.ofPath() ? "bind" : "volume")
                .put("Source", mount.source())
                .put("Target", mount.target())
                .put("ReadOnly", mount.readOnly());
    }

    /** Where an http server listens in its container, as far as that is known and can be published. */
    private static Optional<Integer> containerPort(ServerDefinition server, List<Integer> exposed) {
        ContainerSettings settings = server.config().container();
        if (server.transport() != Transport.HTTP || settings.network().equals(Optional.of(HOST_NETWORK))) {
            return Optional.empty();
        }
        return settings.port()
                .or(() -> exposed.stream().findFirst().filter(_ -> exposed.size() == 1))
                .or(server::port);
    }

    /** On loopback only; without a port of the definition the engine picks a free one. */
    private static void publish(ServerDefinition server, int containerPort, ObjectNode json, ObjectNode host) {
        String key = containerPort + "/tcp";
        json.putObject("ExposedPorts").putObject(key);
        host.putObject("PortBindings")
                .putArray(key)
                .addObject()
                .put("HostIp", LOOPBACK)
                .put("HostPort", server.port().map(String::valueOf).orElse(""));
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.STRICT.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}
