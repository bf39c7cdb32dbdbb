package dev.mcpmanager.oauth;

import java.util.Optional;

/**
 * How the manager stands with a server that wants a sign-in. Immutable; holds no secret.
 *
 * @param need why somebody must sign in, in words that go on after the server's name, with the remedy; empty if nobody must
 * @param issuer of the tokens that the manager has; empty if it has none
 */
public record SignInState(Optional<String> need, Optional<String> issuer) {

    /** Of a server that has not asked for any. */
    public static final SignInState NONE = new SignInState(Optional.empty(), Optional.empty());

    /** Whether somebody must sign in, the first time, again, or for more permissions. */
    public boolean isNeeded() {
        return need.isPresent();
    }

    /** Whether the manager has tokens. */
    public boolean isSignedIn() {
        return issuer.isPresent();
    }
}
