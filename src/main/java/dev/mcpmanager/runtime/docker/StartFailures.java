package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StartResult.Failed;
import dev.mcpmanager.runtime.StartResult.Refused;
import dev.mcpmanager.server.ServerDefinition;
import java.util.List;
import java.util.Locale;

/** Says in words, with a remedy, why a container did not come to run. Stateless. */
final class StartFailures {
    private static final List<String> PORT_IN_USE = List.of("port is already allocated", "address already in use");
    private static final List<String> NO_REGISTRY = List.of(
            "no such host", "connection refused", "i/o timeout", "timeout", "server misbehaving", "unreachable", "eof");
    private static final List<String> UNKNOWN =
            List.of("not found", "manifest unknown", "does not exist", "access denied", "repository name must");

    private StartFailures() {}

    /** @param words of the engine, which refused to make or to start the container */
    static StartResult of(ServerDefinition server, int status, String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (PORT_IN_USE.stream().anyMatch(lower::contains)) {
            return new Failed(server.port()
                            .map(port -> "port " + port + " of 127.0.0.1 is in use")
                            .orElse("a port is in use")
                    + ": end what listens there, set another port, or none to have a free one picked (" + words + ")");
        }
        if (lower.contains("no command specified")) {
            return noCommand(server);
        }
        if (lower.contains("executable file not found") || lower.contains("no such file or directory: unknown")) {
            return new Refused("the command is not in the image: set command to one that is (" + words + ")");
        }
        if (lower.contains("network") && lower.contains("not found")) {
            return new Refused("the network does not exist: make it with docker network create, or set another"
                    + " config.container.network (" + words + ")");
        }
        if (lower.contains("unable to find user") || lower.contains("unable to find group")) {
            return new Refused(
                    "the image has no such user: set config.container.user to one that it has (" + words + ")");
        }
        // 4xx speak of the request, which stays as it is
        return status < 500
                ? new Refused("the container engine refuses it: " + words)
                : new Failed("the container engine failed: " + words + "; its own log tells more");
    }

    static StartResult noCommand(ServerDefinition server) {
        return new Refused(
                "the image of " + server.name() + " does not say what to execute: set command to a program in it");
    }

    /** @param words why the image could not be pulled */
    static StartResult notPulled(String image, String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (UNKNOWN.stream().anyMatch(lower::contains)) {
            return new Refused("image " + image + " is unknown to the engine and to its registry: check the name, build"
                    + " it, or sign the engine in with docker login (" + words + ")");
        }
        String why = NO_REGISTRY.stream().anyMatch(lower::contains) ? "no registry answers" : "it cannot be pulled";
        return new Failed("image " + image + " is not on the engine, and " + why
                + ": check the network, or load it with docker load or docker build (" + words + ")");
    }
}
