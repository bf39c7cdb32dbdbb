package dev.mcpmanager.server;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.Optional;

/**
 * A value of an environment variable or header. Immutable; a secret one does not show in {@link #toString()}.
 *
 * @param value plain text, also for a secret
 * @param secret whether it is encrypted at rest and never shown
 * @param unreadable why the stored secret could not be decrypted; {@code value} is then the encrypted text, kept so
 *     that it works again once the key is back
 */
public record EnvironmentValue(String value, boolean secret, Optional<String> unreadable) {

    public EnvironmentValue(String value, boolean secret) {
        this(value, secret, Optional.empty());
    }

    /**
     * The plain text.
     *
     * @throws ProblemException {@link Problem.Unavailable} for a secret that could not be decrypted
     */
    @Override
    public String value() {
        if (unreadable.isPresent()) {
            throw new ProblemException(new Problem.Unavailable(unreadable.get()));
        }
        return value;
    }

    EnvironmentValue asSecret() {
        return new EnvironmentValue(value, true, unreadable);
    }

    /** The text as it is stored, for an unreadable secret only. */
    String encrypted() {
        return value;
    }

    @Override
    public String toString() {
        return secret ? "(secret)" : value;
    }
}
