package dev.mcpmanager.oauth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sign-ins that users have begun, each found once by its unguessable state, within {@link #PATIENCE}; of the at most
 * {@value #MAX}, the oldest give way. Thread-safe.
 */
final class PendingSignIns {
    static final Duration PATIENCE = Duration.ofMinutes(10);
    static final int MAX = 100;

    private final InstantSource clock;
    private final Map<String, PendingSignIn> byState = new LinkedHashMap<>();

    PendingSignIns(InstantSource clock) {
        this.clock = clock;
    }

    /** Gives its state. */
    synchronized String add(PendingSignIn signIn) {
        Iterator<?> oldest = byState.values().iterator();
        for (int surplus = byState.size() - MAX; surplus >= 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
        String state = Unguessable.text();
        byState.put(state, signIn);
        return state;
    }

    /** Empty if there is none, or it came too late. */
    synchronized Optional<PendingSignIn> take(String state) {
        return Optional.ofNullable(byState.remove(state))
                .filter(signIn -> clock.instant().isBefore(signIn.expiresAt()));
    }

    synchronized void forget(String serverId) {
        byState.values().removeIf(signIn -> signIn.serverId().equals(serverId));
    }
}
