package dev.mcpmanager.health;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How far back a history or a summary looks. */
public enum HealthRange {
    HOUR("1h", Duration.ofHours(1), Resolution.MINUTE),
    DAY("24h", Duration.ofDays(1), Resolution.MINUTE),
    WEEK("7d", Duration.ofDays(7), Resolution.QUARTER_HOUR),
    MONTH("30d", Duration.ofDays(30), Resolution.QUARTER_HOUR),
    YEAR("1y", Duration.ofDays(365), Resolution.DAY);

    private final String text;
    private final Duration length;
    private final Resolution resolution;

    HealthRange(String text, Duration length, Resolution resolution) {
        this.text = text;
        this.length = length;
        this.resolution = resolution;
    }

    /** Such as {@code 24h}. */
    public String text() {
        return text;
    }

    public Duration length() {
        return length;
    }

    Resolution resolution() {
        return resolution;
    }

    public static Optional<HealthRange> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
