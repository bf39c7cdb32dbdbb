package dev.mcpmanager.oauth;

/** Metadata, or an answer, cannot be used; the reason says why, in words of ours. Immutable. */
final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnusableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
