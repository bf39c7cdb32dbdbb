package dev.mcpmanager.logs;

/** Levels that a line's first characters tell by a letter or a number: those of klog, logcat and syslog. Stateless. */
final class LevelPrefix {
    private static final int SYSLOG_SEVERITIES = 8;
    private static final int KLOG_DIGITS = 4;

    private LevelPrefix() {}

    /** As {@link LevelScan#find}. */
    static int find(byte[] buffer, int from, int to) {
        if (buffer[from] == '<') {
            return syslog(buffer, from + 1, to);
        }
        int letter = ofLetter(buffer[from]);
        if (letter == LevelWords.NOTHING || from + KLOG_DIGITS + 1 >= to) {
            return LevelWords.NOTHING;
        }
        boolean logcat = buffer[from + 1] == '/' && LevelScan.isLetter(buffer[from + 2]);
        return logcat || klog(buffer, from + 1) ? letter : LevelWords.NOTHING;
    }

    /** What a letter says that stands for a level. */
    static int ofLetter(byte letter) {
        return switch (letter) {
            case 'E', 'F', 'C' -> LevelWords.name(LogLevel.ERROR);
            case 'W' -> LevelWords.name(LogLevel.WARN);
            case 'I' -> LevelWords.name(LogLevel.INFO);
            case 'D', 'V', 'T' -> LevelWords.name(LogLevel.DEBUG);
            default -> LevelWords.NOTHING;
        };
    }

    /** What a number says: a severity of syslog, or a level of bunyan and pino. */
    static int ofNumber(int number) {
        if (number < SYSLOG_SEVERITIES) {
            return LevelWords.name(
                    number <= 3
                            ? LogLevel.ERROR
                            : number == 4 ? LogLevel.WARN : number < 7 ? LogLevel.INFO : LogLevel.DEBUG);
        }
        return LevelWords.name(
                number >= 50
                        ? LogLevel.ERROR
                        : number >= 40 ? LogLevel.WARN : number >= 30 ? LogLevel.INFO : LogLevel.DEBUG);
    }

    /** As in {@code E0102 15:04:05.000000       1 controller.go:114] …}. */
    private static boolean klog(byte[] buffer, int from) {
        for (int i = 0; i < KLOG_DIGITS; i++) {
            if (buffer[from + i] < '0' || buffer[from + i] > '9') {
                return false;
            }
        }
        return buffer[from + KLOG_DIGITS] == ' ';
    }

    /** As in {@code <3>…}: the facility times eight, plus the severity (RFC 5424, section 6.2.1). */
    private static int syslog(byte[] buffer, int from, int to) {
        int priority = 0;
        int at = from;
        while (at < to && at < from + 3 && buffer[at] >= '0' && buffer[at] <= '9') {
            priority = 10 * priority + buffer[at++] - '0';
        }
        return at > from && at < to && buffer[at] == '>' ? ofNumber(priority % SYSLOG_SEVERITIES) : LevelWords.NOTHING;
    }
}
