package dev.mcpmanager.auth;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.storage.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The file {@code <data-dir>/token} (mode 0600), which holds the {@link AccessToken}; stateless. */
public final class TokenFile {
    private static final int RANDOM_BYTES = 32;
    private static final long MAX_BYTES = 4096;

    private TokenFile() {}

    /**
     * Reads the token, or makes one if there is no file. To be called by the one manager that holds the directory.
     *
     * @throws ProblemException {@link Problem.Unavailable} when the file cannot be read or made, holds no token, or may be
     *     read by other users; the last is refused, not repaired, since the token may be known to them by then
     */
    public static AccessToken open(Path dataDirectory) {
        Path file = dataDirectory.resolve("token");
        try {
            if (Files.notExists(file)) {
                PrivateFiles.writeAtomically(file, newToken());
            }
            return read(file);
        } catch (IOException e) {
            throw unavailable(file, "cannot be read or made (" + e + "): give this user access to it", e);
        } catch (IllegalArgumentException e) {
            throw unavailable(file, "holds no token (" + e.getMessage() + "): delete it to get a new one", e);
        }
    }

    private static AccessToken read(Path file) throws IOException {
        if (PrivateFiles.openToOthers(file)) {
            throw new ProblemException(new Problem.Unavailable("The token file " + file
                    + " can be read by other users: delete it to get a new token, or run chmod 600 on it"));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("it is larger than " + MAX_BYTES + " bytes");
        }
        return new AccessToken(
                Files.readString(file, StandardCharsets.ISO_8859_1).strip());
    }

    private static byte[] newToken() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        // Base64 could begin with a dash, which command lines take for an option
        String text = HexFormat.of().formatHex(random);
        return (text + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ProblemException unavailable(Path file, String what, Exception cause) {
        return new ProblemException(new Problem.Unavailable("The token file " + file + " " + what), cause);
    }
}
