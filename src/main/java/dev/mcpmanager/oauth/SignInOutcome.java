package dev.mcpmanager.oauth;

/** How a sign-in ended in the browser. */
public sealed interface SignInOutcome {

    /** The manager has tokens for this server. */
    record SignedIn(String serverName) implements SignInOutcome {}

    /**
     * It has none.
     *
     * @param why one sentence, with the remedy
     */
    record NotSignedIn(String why) implements SignInOutcome {}
}
