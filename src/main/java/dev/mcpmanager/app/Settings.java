package dev.mcpmanager.app;

import dev.mcpmanager.oauth.ManagerAddress;
import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Durations;
import dev.mcpmanager.server.LogLimits;
import dev.mcpmanager.server.Sizes;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the manager runs. Immutable.
 *
 * @param host address to listen on
 * @param port to listen on; 0 picks a free one
 * @param dataDir where everything is kept
 * @param auth whether a token is asked for; only without on loopback
 * @param allowedHosts further names by which clients may call, as in their {@code Host} header, without port
 * @param logMaxAge how long lines of logs are kept
 * @param logMaxBytes how much room they may take on disk
 * @param maxMessageBytes longest MCP message, of clients and of servers
 * @param recordCalls whether is recorded what clients call
 * @param publicUrl under which everybody reaches the manager: scheme, host and port
 */
public record Settings(
        String host,
        int port,
        Path dataDir,
        boolean auth,
        List<String> allowedHosts,
        Duration logMaxAge,
        long logMaxBytes,
        int maxMessageBytes,
        boolean recordCalls,
        Optional<URI> publicUrl) {

    static final String HOST = "host";
    static final String PORT = "port";
    static final String DATA_DIR = "data-dir";
    static final String NO_AUTH = "no-auth";
    static final String ALLOWED_HOSTS = "allowed-hosts";
    static final String LOG_MAX_AGE = "log-max-age";
    static final String LOG_MAX_SIZE = "log-max-size";
    static final String MAX_MESSAGE_SIZE = "max-message-size";
    static final String RECORD_CALLS = "record-calls";
    static final String PUBLIC_URL = "public-url";

    /** The keys of {@code config.yaml}; as environment variables {@code MCP_MANAGER_HOST} and so on. */
    static final List<String> KEYS = List.of(
            HOST,
            PORT,
            DATA_DIR,
            NO_AUTH,
            ALLOWED_HOSTS,
            LOG_MAX_AGE,
            LOG_MAX_SIZE,
            MAX_MESSAGE_SIZE,
            RECORD_CALLS,
            PUBLIC_URL);

    private static final long MIN_MESSAGE_BYTES = 64 * 1024;
    private static final long MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

    public Settings {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /**
     * Makes settings of texts by key; what is missing has its default.
     *
     * @param environment for the default data directory: {@code XDG_DATA_HOME}, {@code HOME}
     * @throws ProblemException naming every bad value
     */
    static Settings of(Map<String, String> values, Map<String, String> environment) {
        List<FieldError> errors = new ArrayList<>();
        String host = values.getOrDefault(HOST, "127.0.0.1");
        int port = port(values.getOrDefault(PORT, "8420"), errors);
        boolean auth = !flag(NO_AUTH, values.getOrDefault(NO_AUTH, "false"), errors);
        for (String key : List.of(HOST, DATA_DIR)) {
            // both would silently mean something: an address, the current directory
            if (values.getOrDefault(key, "set").isBlank()) {
                errors.add(new FieldError(key, "must not be empty"));
            }
        }
        if (!auth && !isLoopback(host)) {
            errors.add(new FieldError(
                    NO_AUTH, "is allowed only while host is a loopback address such as 127.0.0.1, not " + host));
        }
        Path dataDir = Optional.ofNullable(values.get(DATA_DIR))
                .map(Path::of)
                .orElseGet(() -> defaultDataDir(environment))
                .toAbsolutePath()
                .normalize();
        List<String> allowedHosts = Arrays.stream(
                        values.getOrDefault(ALLOWED_HOSTS, "").split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        Duration logMaxAge = logMaxAge(values.getOrDefault(LOG_MAX_AGE, "30d"), errors);
        long logMaxBytes = logMaxBytes(values.getOrDefault(LOG_MAX_SIZE, "2GiB"), errors);
        int maxMessageBytes = maxMessageBytes(values.getOrDefault(MAX_MESSAGE_SIZE, "20MiB"), errors);
        boolean recordCalls = flag(RECORD_CALLS, values.getOrDefault(RECORD_CALLS, "true"), errors);
        Optional<URI> publicUrl = Optional.ofNullable(values.get(PUBLIC_URL)).flatMap(text -> publicUrl(text, errors));
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Settings(
                host,
                port,
                dataDir,
                auth,
                allowedHosts,
                logMaxAge,
                logMaxBytes,
                maxMessageBytes,
                recordCalls,
                publicUrl);
    }

    static Path defaultDataDir(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = xdg.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".local", "share") : Path.of(xdg);
        return base.resolve("mcp-manager");
    }

    private static int port(String text, List<FieldError> errors) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // answered below like a number out of range
        }
        errors.add(new FieldError(PORT, "must be a number from 0 to 65535, not " + text));
        return 0;
    }

    private static Duration logMaxAge(String text, List<FieldError> errors) {
        Duration age = Durations.parse(text).orElse(Duration.ZERO);
        if (age.compareTo(LogLimits.MIN_AGE) < 0 || age.compareTo(LogLimits.MAX_AGE) > 0) {
            errors.add(new FieldError(
                    LOG_MAX_AGE, "must be a duration such as 12h or 30d, from 1h to 3650d, not " + text));
        }
        return age;
    }

    private static long logMaxBytes(String text, List<FieldError> errors) {
        long bytes = Sizes.parse(text).orElse(0L);
        if (bytes < LogLimits.MIN_BYTES || bytes > LogLimits.MAX_BYTES) {
            errors.add(new FieldError(
                    LOG_MAX_SIZE, "must be a size such as 512MiB or 2GiB, from 1MiB to 1024GiB, not " + text));
        }
        return bytes;
    }

    private static int maxMessageBytes(String text, List<FieldError> errors) {
        long bytes = Sizes.parse(text).orElse(0L);
        if (bytes < MIN_MESSAGE_BYTES || bytes > MAX_MESSAGE_BYTES) {
            errors.add(new FieldError(
                    MAX_MESSAGE_SIZE, "must be a size such as 20MiB, from 64KiB to 256MiB, not " + text));
        }
        return (int) bytes;
    }

    private static Optional<URI> publicUrl(String text, List<FieldError> errors) {
        Optional<URI> url = ManagerAddress.publicUrl(text);
        if (url.isEmpty()) {
            errors.add(new FieldError(
                    PUBLIC_URL, "must be an address such as https://manager.example.org, without a path, not " + text));
        }
        return url;
    }

    private static boolean flag(String key, String text, List<FieldError> errors) {
        if (!text.equals("true") && !text.equals("false")) {
            errors.add(new FieldError(key, "must be true or false, not " + text));
        }
        return text.equals("true");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
