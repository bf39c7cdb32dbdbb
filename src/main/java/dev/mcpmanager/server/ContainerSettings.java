package dev.mcpmanager.server;

import java.util.List;
import java.util.Optional;

/**
 * The settings under {@code config.container}: what a container may use and see. Immutable.
 *
 * @param network empty for the engine's default
 * @param user {@code uid}, {@code name} or {@code uid:gid}; empty for the image's
 * @param workingDirectory in the container; empty for the image's
 * @param memory in bytes; empty for no limit
 * @param cpus how many it may use at once; empty for no limit
 * @param pidsLimit most processes and threads; empty for no limit
 * @param readOnly whether its root file system is
 * @param port where an http server listens in the container; empty for the port that its image exposes, else the
 *     server's own
 * @param init whether a small init process forwards signals to the server and reaps what its children leave
 */
public record ContainerSettings(
        List<Mount> mounts,
        Optional<String> network,
        Optional<String> user,
        Optional<String> workingDirectory,
        Optional<Long> memory,
        Optional<Double> cpus,
        Optional<Integer> pidsLimit,
        boolean readOnly,
        List<String> capAdd,
        List<String> capDrop,
        boolean noNewPrivileges,
        boolean init,
        Optional<Integer> port) {

    public static final ContainerSettings DEFAULT = new ContainerSettings(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(1L << 30),
            Optional.empty(),
            Optional.of(256),
            false,
            List.of(),
            List.of("ALL"),
            true,
            true,
            Optional.empty());

    public ContainerSettings {
        mounts = List.copyOf(mounts);
        capAdd = List.copyOf(capAdd);
        capDrop = List.copyOf(capDrop);
    }
}
