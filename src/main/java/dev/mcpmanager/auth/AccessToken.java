package dev.mcpmanager.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that opens the API. Immutable and thread-safe; does not show in {@link #toString()}. */
public final class AccessToken {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32,512}");
    private static final String HMAC = "HmacSHA256";

    private final String text;
    private final byte[] digest;

    /** @throws IllegalArgumentException unless {@code text} is 32 to 512 URL-safe characters */
    public AccessToken(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("an access token is 32 to 512 of the characters A-Z a-z 0-9 _ -");
        }
        this.text = text;
        this.digest = digest(text);
    }

    /** The secret itself, to be told to nobody but the user who started the manager. */
    public String text() {
        return text;
    }

    /** Whether {@code presented} is this token; takes the same time for every wrong one of its length. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(digest, digest(presented));
    }

    /** A key of 32 bytes for another use of this secret; says nothing of the token, nor of the key of another purpose. */
    byte[] keyFor(String purpose) {
        return sign(text.getBytes(StandardCharsets.UTF_8), purpose);
    }

    static byte[] sign(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "(access token)";
    }
}
