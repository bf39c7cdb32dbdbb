package dev.mcpmanager.auth;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The file {@code <data-dir>/token} (mode 0600), which holds the {@link AccessToken}; stateless. */
public final class TokenFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int RANDOM_BYTES = 32;
    private static final long MAX_BYTES = 4096;

    private TokenFile() {}

    /**
     * Reads the token, or makes one if there is no file. To be called by the one manager that holds the directory.
     *
     * @throws ProblemException Unavailable when the file cannot be read or written, holds no token, or may be read by
     *     other users; the last is refused, not repaired, since the token may be known to them by then
     */
    public static AccessToken open(Path dataDirectory) {
        Path file = dataDirectory.resolve("token");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem.Unavailable("The token file " + file + " cannot be read or made: " + e.getMessage()),
                    e);
        }
    }

    private static AccessToken read(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(mode)) {
            throw new ProblemException(new Problem.Unavailable("The token file " + file + " has mode "
                    + PosixFilePermissions.toString(mode)
                    + ", so other users may know the token: delete the file to get a new token, or chmod 600 it"));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw noToken(file);
        }
        try {
            return new AccessToken(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip());
        } catch (IllegalArgumentException e) {
            throw noToken(file);
        }
    }

    private static ProblemException noToken(Path file) {
        return new ProblemException(new Problem.Unavailable("The token file " + file
                + " does not hold an access token (32 to 512 of the characters A-Z a-z 0-9 _ -):"
                + " delete the file to get a new token"));
    }

    private static void create(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        Path draft = Files.createTempFile(
                file.getParent(), "token", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(draft, text, StandardCharsets.ISO_8859_1);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
