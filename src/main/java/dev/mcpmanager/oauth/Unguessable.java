package dev.mcpmanager.oauth;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts of 256 random bits, in 43 characters that addresses may hold; thread-safe. */
final class Unguessable {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Unguessable() {}

    static String text() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
