package dev.mcpmanager.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as settings write them: a whole number and {@code KiB}, {@code MiB} or {@code GiB}. Stateless. */
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)");

    private Sizes() {}

    /** Empty when {@code text} is not of the form. */
    public static Optional<Long> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "KiB" -> amount << 10;
                    case "MiB" -> amount << 20;
                    default -> amount << 30;
                });
    }

    /** In the largest unit that is exact, such as {@code 512MiB}; below 1 KiB is cut off. */
    public static String format(long bytes) {
        long kib = bytes >> 10;
        if (kib % 1024 != 0 || kib == 0) {
            return kib + "KiB";
        }
        long mib = kib >> 10;
        return mib % 1024 == 0 ? (mib >> 10) + "GiB" : mib + "MiB";
    }
}
