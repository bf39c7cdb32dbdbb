package dev.mcpmanager.web;

import dev.mcpmanager.trial.Told;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What servers ask in calls over REST and wait for, for those who follow a call from now on, such as a page that was cut
 * off. As many as such calls ask at once. Not thread-safe.
 */
final class CallQuestions {
    private record Key(String callId, String question) {}

    private final Map<Key, Told.Asked> open = new HashMap<>();

    void told(Told told) {
        switch (told) {
            case Told.Asked asked -> open.put(new Key(asked.callId(), asked.question()), asked);
            case Told.Settled settled -> open.remove(new Key(settled.callId(), settled.question()));
            case Told.Notified _ -> {}
        }
    }

    List<Told.Asked> of(String callId) {
        return open.values().stream()
                .filter(asked -> asked.callId().equals(callId))
                .toList();
    }
}
