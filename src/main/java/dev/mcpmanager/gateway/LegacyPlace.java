package dev.mcpmanager.gateway;

import dev.mcpmanager.problem.ProblemException;
import java.util.Optional;

/** An address at which legacy clients have sessions: a server's, or that of all. Thread-safe. */
sealed interface LegacyPlace permits ServerPlace, JoinedPlace {

    /**
     * Opens a session and answers, at once or later. It was counted among all sessions; whoever ends it takes it off.
     *
     * @throws ProblemException if it cannot be; then it is to be answered and taken off by the caller
     */
    void open(LegacyOpening opening);

    Optional<? extends OpenSession> find(String sessionId);
}
