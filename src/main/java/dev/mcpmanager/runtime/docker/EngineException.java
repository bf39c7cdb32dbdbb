package dev.mcpmanager.runtime.docker;

import org.jspecify.annotations.Nullable;

/** The engine did not do what was asked, or cannot be reached; immutable. The message is for people and holds no secret. */
final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;

    private final int status;

    private EngineException(String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Nothing answered, or not in time. */
    static EngineException unreachable(String message, @Nullable Throwable cause) {
        return new EngineException(message, NO_ANSWER, cause);
    }

    /** @param status of HTTP, from 400 */
    static EngineException refused(int status, String message) {
        return new EngineException(message, status, null);
    }

    boolean isUnreachable() {
        return status == NO_ANSWER;
    }

    /** Of HTTP; 0 when nothing answered. */
    int status() {
        return status;
    }

    /** Its words; never null, unlike the inherited method's. */
    String words() {
        return String.valueOf(getMessage());
    }
}
