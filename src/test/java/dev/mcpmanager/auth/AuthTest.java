package dev.mcpmanager.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTest {
    private static final AccessToken TOKEN = new AccessToken("t".repeat(43));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aTokenMatchesItselfOnlyAndDoesNotShow() {
        assertThat(TOKEN.matches("t".repeat(43))).isTrue();
        assertThat(TOKEN.matches("t".repeat(42))).isFalse();
        assertThat(TOKEN.matches("")).isFalse();
        assertThat(TOKEN.toString()).doesNotContain("tttt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "with a space in the middle of it, long enough",
                "ünicode-ünicode-ünicode-ünicode-ünicode"
            })
    void whatIsNoTokenIsRefused(String text) {
        assertThatThrownBy(() -> new AccessToken(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSessionLastsThirtyDaysAndOverRestarts() {
        String session = new BrowserSessions(TOKEN, InstantSource.fixed(NOW)).open();

        assertThat(sessionsAt(NOW.plus(Duration.ofDays(30)).minusSeconds(1)).isOpen(session))
                .isTrue();
        assertThat(sessionsAt(NOW.plus(Duration.ofDays(30))).isOpen(session)).isFalse();
    }

    @Test
    void aNewTokenEndsAllSessions() {
        String session = sessionsAt(NOW).open();
        var other = new BrowserSessions(new AccessToken("u".repeat(43)), InstantSource.fixed(NOW));

        assertThat(other.isOpen(session)).isFalse();
    }

    @Test
    void aChangedSessionIsNoSession() {
        String session = sessionsAt(NOW).open();

        assertThat(sessionsAt(NOW).isOpen("9" + session)).isFalse();
        assertThat(sessionsAt(NOW).isOpen(session + "x")).isFalse();
        assertThat(sessionsAt(NOW).isOpen(session.substring(0, session.indexOf('.'))))
                .isFalse();
        assertThat(sessionsAt(NOW).isOpen(".")).isFalse();
        assertThat(sessionsAt(NOW).isOpen("")).isFalse();
    }

    @Test
    void signingInMayFailTenTimesThenEverySixSeconds() {
        var nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
        var limit = new SignInLimit(nanos::get);

        for (int i = 0; i < SignInLimit.BURST; i++) {
            assertThat(limit.timeToWait()).isZero();
            limit.failed();
        }
        assertThat(limit.timeToWait()).isEqualTo(Duration.ofSeconds(6));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(limit.timeToWait()).isEqualTo(Duration.ofSeconds(1));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limit.timeToWait()).isZero();
        limit.failed();
        assertThat(limit.timeToWait()).isEqualTo(Duration.ofSeconds(6));
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(limit.timeToWait()).isZero();
    }

    private static BrowserSessions sessionsAt(Instant now) {
        return new BrowserSessions(TOKEN, InstantSource.fixed(now));
    }
}
