package dev.mcpmanager.web;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Under which names we may be called, and by pages of which origin: what stops DNS rebinding and foreign pages.
 * Immutable and thread-safe.
 */
final class HostRules {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "[::]");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern ORIGIN = Pattern.compile("https?://([^/?#@]+)");

    private final Set<String> own;
    private final boolean everyAddress;
    private final Set<String> allowed;

    /**
     * @param bindHost where we listen; when that is every address of the machine, each literal address with our port is
     *     ours, for DNS rebinding needs a name
     */
    HostRules(String bindHost, Set<String> allowed) {
        String bound = lower(bindHost.contains(":") && !bindHost.startsWith("[") ? "[" + bindHost + "]" : bindHost);
        this.own = Stream.concat(LOOPBACK.stream(), Stream.of(bound)).collect(Collectors.toUnmodifiableSet());
        this.everyAddress = EVERY_ADDRESS.contains(bound);
        this.allowed = allowed.stream().map(HostRules::lower).collect(Collectors.toUnmodifiableSet());
    }

    /** @param authority {@code host} or {@code host:port} as the client wrote it */
    boolean isOurs(String authority, int port) {
        String host = host(authority);
        return isNamed(authority, port)
                || (everyAddress && ADDRESS.matcher(host).matches() && hasPort(authority, port));
    }

    /** Whether a page of {@code origin} may call us as {@code authority}, which is ours: only our own page may. */
    boolean isOwnOrigin(String origin, String authority, int port) {
        var matcher = ORIGIN.matcher(lower(origin));
        return matcher.matches() && (matcher.group(1).equals(lower(authority)) || isNamed(matcher.group(1), port));
    }

    private boolean isNamed(String authority, int port) {
        String host = host(authority);
        return allowed.contains(lower(authority))
                || allowed.contains(host)
                || (own.contains(host) && hasPort(authority, port));
    }

    private static String host(String authority) {
        return PORT.matcher(lower(authority)).replaceFirst("");
    }

    private static boolean hasPort(String authority, int port) {
        var given = PORT.matcher(authority);
        return given.find() ? given.group().equals(":" + port) : port == 80;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
