package dev.mcpmanager.server;

/**
 * A value of an environment variable or header. Immutable; a secret one does not show in {@link #toString()}.
 *
 * @param value plain text, also for a secret
 * @param secret whether it is encrypted at rest and never shown
 */
public record EnvironmentValue(String value, boolean secret) {
    @Override
    public String toString() {
        return secret ? "(secret)" : value;
    }
}
