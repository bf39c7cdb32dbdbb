package dev.mcpmanager.runtime.docker;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an engine listens. Immutable.
 *
 * @param address {@code unix:///path} or {@code tcp://host:port}
 * @param certificates directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; empty for no TLS
 */
record Endpoint(URI address, Optional<Path> certificates) {
    private static final int PLAIN_PORT = 2375;
    private static final int TLS_PORT = 2376;

    /**
     * As docker's own client finds it: {@code DOCKER_HOST}, with {@code DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH},
     * else the first socket that exists of Docker, Docker Desktop and Podman.
     *
     * @throws EngineException unreachable, for an address that cannot be used
     */
    static Endpoint find(Map<String, String> environment) {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isEmpty()) {
            return of(host, environment);
        }
        List<Path> sockets = sockets(environment);
        Path socket = sockets.stream().filter(Files::exists).findFirst().orElse(sockets.getFirst());
        return new Endpoint(URI.create("unix://" + socket), Optional.empty());
    }

    private static Endpoint of(String host, Map<String, String> environment) {
        URI address;
        try {
            address = new URI(host.contains("://") ? host : "tcp://" + host);
        } catch (URISyntaxException e) {
            throw EngineException.unreachable("DOCKER_HOST is not an address: " + host, e);
        }
        boolean tls = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
        return switch (address.getScheme()) {
            case "unix" -> new Endpoint(address, Optional.empty());
            case "tcp", "http", "https" -> {
                boolean secured = tls || address.getScheme().equals("https");
                yield new Endpoint(
                        withPort(address, secured ? TLS_PORT : PLAIN_PORT),
                        secured ? Optional.of(certificates(environment)) : Optional.empty());
            }
            default ->
                throw EngineException.unreachable(
                        "DOCKER_HOST is " + host + ", of which only unix:// and tcp:// are understood", null);
        };
    }

    private static URI withPort(URI address, int standard) {
        int port = address.getPort() < 0 ? standard : address.getPort();
        return URI.create("tcp://" + address.getHost() + ":" + port);
    }

    private static Path certificates(Map<String, String> environment) {
        String directory = environment.getOrDefault("DOCKER_CERT_PATH", "");
        return directory.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".docker") : Path.of(directory);
    }

    private static List<Path> sockets(Map<String, String> environment) {
        var sockets = new ArrayList<Path>();
        sockets.add(Path.of("/var/run/docker.sock"));
        sockets.add(Path.of(environment.getOrDefault("HOME", "/"), ".docker", "run", "docker.sock"));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            sockets.add(Path.of(runtime, "docker.sock"));
            sockets.add(Path.of(runtime, "podman", "podman.sock"));
        }
        sockets.add(Path.of("/run/podman/podman.sock"));
        return sockets;
    }

    /** Whether the engine sees the files of this machine. */
    boolean isLocal() {
        return address.getScheme().equals("unix");
    }
}
