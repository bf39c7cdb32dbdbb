package dev.mcpmanager.secret;

import dev.mcpmanager.storage.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The file of {@value #BYTES} random bytes from which all secrets are encrypted, as it was found. */
sealed interface KeyFile {
    int BYTES = 32;

    record Usable(SecretKey key) implements KeyFile {}

    /**
     * No key.
     *
     * @param reason names the file and the remedy
     */
    record Unusable(String reason) implements KeyFile {}

    /** Reads {@code file}; makes it, with mode 0600, if there is none. */
    static KeyFile open(Path file) {
        try {
            if (Files.notExists(file)) {
                byte[] random = new byte[BYTES];
                new SecureRandom().nextBytes(random);
                PrivateFiles.writeAtomically(file, random);
            }
            if (PrivateFiles.openToOthers(file)) {
                return new Unusable(
                        "The key file %s can be read by other users: run chmod 600 on it, and change the secrets that it protects if somebody else may have read it"
                                .formatted(file));
            }
            if (Files.size(file) != BYTES) {
                return new Unusable(
                        "The key file %s is damaged (%d bytes instead of %d): restore it from a backup, or delete it and set all secrets again"
                                .formatted(file, Files.size(file), BYTES));
            }
            return new Usable(new SecretKeySpec(Files.readAllBytes(file), "AES"));
        } catch (IOException e) {
            return new Unusable("The key file %s cannot be read or made (%s): give this user access to it"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }
}
