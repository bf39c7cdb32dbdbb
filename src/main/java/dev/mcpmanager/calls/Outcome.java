package dev.mcpmanager.calls;

import java.util.Arrays;
import java.util.Optional;

/** How a call ended. */
public enum Outcome {
    OK("ok"),
    /** The tool ran and said that it failed ({@code isError}). */
    TOOL_ERROR("tool-error"),
    /** The server answered with an error. */
    ERROR("error"),
    /** The server gave no answer: it crashed, or could not be reached. */
    FAILED("failed"),
    /** The client did not want the answer any more, or left. */
    CANCELLED("cancelled");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** Such as {@code tool-error}. */
    public String text() {
        return text;
    }

    /** Whether somebody should look at it. */
    public boolean isFailure() {
        return this == TOOL_ERROR || this == ERROR || this == FAILED;
    }

    public static Optional<Outcome> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
