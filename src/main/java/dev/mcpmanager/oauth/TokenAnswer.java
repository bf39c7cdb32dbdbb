package dev.mcpmanager.oauth;

/** What a token endpoint answered. */
sealed interface TokenAnswer {

    record Issued(Tokens tokens) implements TokenAnswer {}

    /**
     * What was presented is not accepted, and will not be.
     *
     * @param error the code of RFC 6749, section 5.2
     */
    record Refused(String error) implements TokenAnswer {
        /** Whether the client itself is not known any more. */
        boolean isOfClient() {
            return error.equals("invalid_client") || error.equals("unauthorized_client");
        }
    }

    /** There was no answer that says either: it may work later. */
    record Failed(String reason) implements TokenAnswer {}
}
