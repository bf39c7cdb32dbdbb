package dev.mcpmanager.server;

import java.nio.file.Path;
import java.util.Set;

/**
 * What of the machine a container sees. Immutable.
 *
 * @param source absolute path on the engine's machine, or the name of a volume
 * @param target absolute path in the container
 * @param trusted whether the user says that the container may have what {@link #handsOver} names
 */
public record Mount(String source, String target, boolean readOnly, boolean trusted) {

    /** Directories that hold the whole machine, or the sockets that rule it. */
    private static final Set<Path> RULING = Set.of(
            Path.of("/"), Path.of("/run"), Path.of("/var"), Path.of("/var/run"), Path.of("/proc"), Path.of("/sys"));

    private static final Set<String> SOCKETS = Set.of("docker.sock", "podman.sock", "containerd.sock");

    /** Whether {@link #source} is a path rather than the name of a volume. */
    public boolean ofPath() {
        return source.startsWith("/");
    }

    /** Whether who has {@code path} rules the machine: its root, an engine's socket, or a directory that holds them. */
    public static boolean handsOver(Path path) {
        Path normal = path.normalize();
        Path name = normal.getFileName();
        return RULING.contains(normal) || (name != null && SOCKETS.contains(name.toString()));
    }
}
