package dev.mcpmanager.health;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Rows of Markdown, each with the machine's load average of the last minute. */
final class Table {
    private Table() {}

    /** @param asked what is required; {@code –} if nothing is */
    static void row(String figure, String asked, String format, Object... measured) {
        System.out.printf(Locale.ROOT, "| %s | %s | %s | %.1f |%n",
                figure, asked, format.formatted(measured),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
