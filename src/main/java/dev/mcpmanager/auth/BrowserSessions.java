package dev.mcpmanager.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Browser sessions without state: a session is the instant of its end, signed with a key derived from the access token.
 * So it survives a restart, and a new token ends all. Immutable and thread-safe.
 */
public final class BrowserSessions {

    /** How long a session lasts. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    private final byte[] key;
    private final InstantSource clock;

    public BrowserSessions(AccessToken token, InstantSource clock) {
        this.key = token.keyFor("browser session");
        this.clock = clock;
    }

    /** A new session, as a value fit for a cookie. */
    public String open() {
        String end = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
        return end + "." + signature(end);
    }

    /** Whether {@code session} was made by {@link #open()} with this token, and has not ended. */
    public boolean isOpen(String session) {
        int dot = session.indexOf('.');
        if (dot < 0) {
            return false;
        }
        String end = session.substring(0, dot);
        byte[] expected = signature(end).getBytes(StandardCharsets.UTF_8);
        byte[] presented = session.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, presented)
                && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(end)));
    }

    private String signature(String end) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(AccessToken.sign(key, end));
    }
}
