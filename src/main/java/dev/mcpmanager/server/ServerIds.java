package dev.mcpmanager.server;

import java.security.SecureRandom;

/** Makes ids of servers: 16 random characters of A-Z and 2-7, 80 bits; thread-safe. Names are lower case, so none is an id. */
final class ServerIds {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 16;

    private final SecureRandom random = new SecureRandom();

    String next() {
        var id = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
