package dev.mcpmanager.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The names that tools and prompts of many servers have side by side: {@code server__tool}, of at most
 * {@value #MAX_LENGTH} characters that all clients take. A name that cannot be so ends with a digest of what it stands
 * for, and so does one that looks as if it did: no two have the same, whatever servers call theirs. Stateless.
 */
public final class OfferedNames {
    static final int MAX_LENGTH = 64;

    private static final String SEPARATOR = "__";
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern DIGESTED = Pattern.compile("_[0-9a-f]{16}$");
    private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int DIGEST_BYTES = 8;
    private static final int CUT = MAX_LENGTH - 1 - 2 * DIGEST_BYTES;

    private OfferedNames() {}

    /**
     * The name of a server's tool or prompt; depends on nothing else.
     *
     * @param server its name, in which there is no {@code _}
     */
    public static String of(String server, String name) {
        String plain = server + SEPARATOR + name;
        if (LEGAL.matcher(plain).matches() && !DIGESTED.matcher(plain).find()) {
            return plain;
        }
        String readable = ILLEGAL.matcher(plain).replaceAll("_");
        String start = readable.length() > CUT ? readable.substring(0, CUT) : readable;
        return start + "_" + digest(plain);
    }

    private static String digest(String plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
