package dev.mcpmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PendingSignInsTest {
    private static final URI ADDRESS = URI.create("https://example.com");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final PendingSignIns pending = new PendingSignIns(now::get);

    private PendingSignIn signIn(String server) {
        return new PendingSignIn(
                server,
                ADDRESS,
                "https://example.com",
                new AuthorizationServer(
                        "https://example.com",
                        ADDRESS,
                        ADDRESS,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        false,
                        false),
                OAuthClient.open("https://example.com", "http://127.0.0.1/oauth/callback", "id"),
                List.of(),
                Unguessable.text(),
                now.get().plus(PendingSignIns.PATIENCE));
    }

    @Test
    void aStateIsGoodOnce() {
        String state = pending.add(signIn("a"));
        assertThat(pending.take(state)).isPresent();
        assertThat(pending.take(state)).isEmpty();
        assertThat(pending.take("guessed")).isEmpty();
    }

    @Test
    void aStateIsGoodForTenMinutes() {
        String state = pending.add(signIn("a"));
        now.set(Instant.EPOCH.plus(PendingSignIns.PATIENCE));
        assertThat(pending.take(state)).isEmpty();
    }

    @Test
    void theOldestGiveWay() {
        List<String> states = new ArrayList<>();
        for (int i = 0; i <= PendingSignIns.MAX; i++) {
            states.add(pending.add(signIn("a")));
        }
        assertThat(pending.take(states.getFirst())).isEmpty();
        assertThat(pending.take(states.get(1))).isPresent();
        assertThat(pending.take(states.getLast())).isPresent();
    }

    @Test
    void aDeletedServersAreForgotten() {
        String gone = pending.add(signIn("a"));
        String kept = pending.add(signIn("b"));
        pending.forget("a");
        assertThat(pending.take(gone)).isEmpty();
        assertThat(pending.take(kept)).isPresent();
    }
}
