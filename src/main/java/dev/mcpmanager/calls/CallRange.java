package dev.mcpmanager.calls;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How far back a summary looks, and how wide the points of its history are. */
public enum CallRange {
    HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(1)),
    DAY("24h", Duration.ofDays(1), Duration.ofMinutes(15)),
    WEEK("7d", Duration.ofDays(7), Duration.ofHours(1));

    private final String text;
    private final Duration length;
    private final Duration width;

    CallRange(String text, Duration length, Duration width) {
        this.text = text;
        this.length = length;
        this.width = width;
    }

    /** Such as {@code 24h}. */
    public String text() {
        return text;
    }

    public Duration length() {
        return length;
    }

    /** Of a point of the history. */
    public Duration width() {
        return width;
    }

    public static Optional<CallRange> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
