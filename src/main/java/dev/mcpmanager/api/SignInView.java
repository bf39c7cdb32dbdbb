package dev.mcpmanager.api;

import dev.mcpmanager.oauth.SignInState;
import org.jspecify.annotations.Nullable;

/**
 * How the manager stands with a server that wants a sign-in. Immutable.
 *
 * @param needed whether somebody must sign in, the first time, again, or for more permissions
 * @param signedIn whether the manager has tokens
 * @param issuer of these
 */
public record SignInView(
        boolean needed, boolean signedIn, @Nullable String issuer) {

    /** Null for a server that wants none. */
    static @Nullable SignInView of(SignInState state) {
        return state.equals(SignInState.NONE)
                ? null
                : new SignInView(
                        state.isNeeded(), state.isSignedIn(), state.issuer().orElse(null));
    }
}
