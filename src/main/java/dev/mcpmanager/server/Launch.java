package dev.mcpmanager.server;

import dev.mcpmanager.problem.ProblemException;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is started, or reached, to have the server; immutable. */
public sealed interface Launch {

    /** A process on this machine; types nodejs, python and command. */
    record LocalCommand(
            String command,
            List<String> args,
            Optional<String> workingDirectory,
            Map<String, EnvironmentValue> environment)
            implements Launch {
        public LocalCommand {
            args = List.copyOf(args);
            environment = inOrder(environment);
        }
    }

    /** A container made from an image; {@code command} and {@code args} replace the image's own where given. */
    record ContainerImage(
            String image, Optional<String> command, List<String> args, Map<String, EnvironmentValue> environment)
            implements Launch {
        public ContainerImage {
            args = List.copyOf(args);
            environment = inOrder(environment);
        }
    }

    /**
     * A server that somebody else runs.
     *
     * @param oauth the client as which its authorization server knows the manager, by {@link #OAUTH_NAMES}; may be empty
     */
    record RemoteUrl(URI url, Map<String, EnvironmentValue> headers, Map<String, EnvironmentValue> oauth)
            implements Launch {
        static final String CLIENT_ID = "clientId";
        static final String CLIENT_SECRET = "clientSecret";
        static final String ISSUER = "issuer";
        static final List<String> OAUTH_NAMES = List.of(CLIENT_ID, CLIENT_SECRET, ISSUER);

        public RemoteUrl {
            headers = inOrder(headers);
            oauth = inOrder(oauth);
        }

        /** One whose authorization server, if any, is to register the manager itself. */
        public RemoteUrl(URI url, Map<String, EnvironmentValue> headers) {
            this(url, headers, Map.of());
        }

        public Optional<String> clientId() {
            return oauth(CLIENT_ID);
        }

        /**
         * What proves that the manager is the client.
         *
         * @throws ProblemException if it cannot be decrypted
         */
        public Optional<String> clientSecret() {
            return oauth(CLIENT_SECRET);
        }

        /** Of the authorization server that knows the client; empty for any. */
        public Optional<String> issuer() {
            return oauth(ISSUER);
        }

        private Optional<String> oauth(String name) {
            return Optional.ofNullable(oauth.get(name)).map(EnvironmentValue::value);
        }

        /** Whether its credentials are among its headers. */
        public boolean hasCredentials() {
            return headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
        }

        /** Scheme, host and port; what else is in the address may be a credential. */
        public String origin() {
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return url.getScheme() + "://" + url.getHost() + port;
        }

        /**
         * In plain text: for the server only.
         *
         * @throws ProblemException if a secret among them cannot be decrypted
         */
        public Map<String, String> plainHeaders() {
            Map<String, String> plain = new LinkedHashMap<>();
            headers.forEach((name, value) -> plain.put(name, value.value()));
            return plain;
        }
    }

    /** The environment variables of {@code launch}; none without one. */
    static Map<String, EnvironmentValue> environmentOf(Optional<Launch> launch) {
        return launch.map(LaunchColumns::of).map(LaunchColumns::environment).orElse(Map.of());
    }

    /** The headers of {@code launch}; none without one. */
    static Map<String, EnvironmentValue> headersOf(Optional<Launch> launch) {
        return launch.map(LaunchColumns::of).map(LaunchColumns::headers).orElse(Map.of());
    }

    /** The OAuth client of {@code launch}; empty without one. */
    static Map<String, EnvironmentValue> oauthOf(Optional<Launch> launch) {
        return launch.map(LaunchColumns::of).map(LaunchColumns::oauth).orElse(Map.of());
    }

    private static Map<String, EnvironmentValue> inOrder(Map<String, EnvironmentValue> values) {
        // Map.copyOf would shuffle what the user wrote in an order
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
