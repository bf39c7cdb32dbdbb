package dev.mcpmanager.oauth;

import java.util.Optional;

/**
 * What outlives the manager of a server's sign-in. Immutable.
 *
 * @param client as which the manager registered itself
 */
record StoredSignIn(Optional<OAuthClient> client, Optional<Grant> grant) {
    static final StoredSignIn NONE = new StoredSignIn(Optional.empty(), Optional.empty());
}
