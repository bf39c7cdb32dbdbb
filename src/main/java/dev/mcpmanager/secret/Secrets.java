package dev.mcpmanager.secret;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts values at rest by AES-256-GCM with the key of a file. Immutable and thread-safe. A key that is lost or wrong
 * makes secrets unreadable and nothing else.
 */
public final class Secrets {
    private static final Logger log = LoggerFactory.getLogger(Secrets.class);
    private static final String VERSION = "v1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final KeyFile keyFile;
    private final SecureRandom random = new SecureRandom();

    private Secrets(Path file, KeyFile keyFile) {
        this.file = file;
        this.keyFile = keyFile;
    }

    /** Reads the key, made at the first start; an unusable one is logged, and told again by each use. */
    public static Secrets open(Path file) {
        KeyFile keyFile = KeyFile.open(file);
        if (keyFile instanceof KeyFile.Unusable(String reason)) {
            log.error("no secret can be used: {}", reason);
        }
        return new Secrets(file, keyFile);
    }

    /**
     * Encrypts {@code plain}.
     *
     * @param place where the value belongs, such as server and variable; the same is needed to decrypt, so that
     *     encrypted values cannot be swapped
     * @return {@code v1:} and the base64 of nonce and ciphertext
     * @throws ProblemException {@link Problem.Unavailable} without a usable key
     */
    public String encrypt(String place, String plain) {
        return switch (keyFile) {
            case KeyFile.Unusable(String reason) -> throw new ProblemException(new Problem.Unavailable(reason));
            case KeyFile.Usable(SecretKey key) -> encrypt(key, place, plain);
        };
    }

    /** Decrypts what {@link #encrypt} returned for the same {@code place}. */
    public Decrypted decrypt(String place, String encrypted) {
        return switch (keyFile) {
            case KeyFile.Unusable(String reason) -> new Decrypted.Unreadable(reason);
            case KeyFile.Usable(SecretKey key) -> decrypt(key, place, encrypted);
        };
    }

    private String encrypt(SecretKey key, String place, String plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] both = ByteBuffer.allocate(nonce.length + ciphertext.length)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
            return VERSION + Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
    }

    private Decrypted decrypt(SecretKey key, String place, String encrypted) {
        if (!encrypted.startsWith(VERSION)) {
            return unreadable();
        }
        try {
            byte[] both = Base64.getDecoder().decode(encrypted.substring(VERSION.length()));
            byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, place)
                    .doFinal(both, NONCE_BYTES, Math.max(0, both.length - NONCE_BYTES));
            return new Decrypted.Plain(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return unreadable();
        }
    }

    private Decrypted unreadable() {
        return new Decrypted.Unreadable(
                "It was encrypted with another key than that in %s, or was changed: restore the key file, or set the value again"
                        .formatted(file));
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
