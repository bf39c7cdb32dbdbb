package dev.mcpmanager.oauth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a token endpoint issued. Immutable; no token shows in {@link #toString()}.
 *
 * @param refreshToken empty if none was issued, or it stays the same
 * @param scopes empty if they are those that were asked for
 */
record Tokens(
        String accessToken, Optional<String> refreshToken, Optional<List<String>> scopes, Optional<Duration> lifetime) {
    @Override
    public String toString() {
        return "Tokens";
    }
}
