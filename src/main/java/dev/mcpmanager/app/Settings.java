package dev.mcpmanager.app;

import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
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
 */
public record Settings(String host, int port, Path dataDir, boolean auth, List<String> allowedHosts) {

    static final String HOST = "host";
    static final String PORT = "port";
    static final String DATA_DIR = "data-dir";
    static final String NO_AUTH = "no-auth";
    static final String ALLOWED_HOSTS = "allowed-hosts";

    /** The keys of {@code config.yaml}; as environment variables {@code MCP_MANAGER_HOST} and so on. */
    static final List<String> KEYS = List.of(HOST, PORT, DATA_DIR, NO_AUTH, ALLOWED_HOSTS);

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
        boolean auth = !flag(values.getOrDefault(NO_AUTH, "false"), errors);
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
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Settings(host, port, dataDir, auth, allowedHosts);
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

    private static boolean flag(String text, List<FieldError> errors) {
        if (!text.equals("true") && !text.equals("false")) {
            errors.add(new FieldError(NO_AUTH, "must be true or false, not " + text));
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
