package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.server.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out, before a container is made, why what it mounts cannot be. Stateless. */
final class MountCheck {
    private MountCheck() {}

    /** What is wrong; only of an engine on this machine are its files known. */
    static Optional<String> objection(List<Mount> mounts) {
        return mounts.stream()
                .filter(Mount::ofPath)
                .flatMap(mount -> objection(mount).stream())
                .findFirst();
    }

    private static Optional<String> objection(Mount mount) {
        Path source = Path.of(mount.source());
        try {
            // a link may lead to what the definition does not name
            if (!mount.trusted() && Mount.handsOver(source.toRealPath())) {
                return Optional.of("the mount " + source + " leads to " + source.toRealPath()
                        + ", which hands the whole machine to the container: if that is meant, add \"trusted\": true");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Files.exists(source)
                    ? Optional.empty()
                    : Optional.of("the mount's source " + source + " does not exist: create it, or correct"
                            + " config.container.mounts");
        }
    }
}
