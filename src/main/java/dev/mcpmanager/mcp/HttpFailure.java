package dev.mcpmanager.mcp;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Words why no HTTP answer came, with a remedy, and without anything that the other side or the address says. Stateless. */
public final class HttpFailure {
    private static final int MAX_CAUSES = 10;

    private HttpFailure() {}

    /** Such as {@code TLS with https://example.org failed: its certificate has expired}; {@code origin} as there. */
    public static String text(Throwable failure, String origin) {
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            return "the host of " + origin + " does not resolve: check its name";
        }
        if (has(failure, ConnectException.class)) {
            return "connection refused: nothing listens at " + origin + "; check address and port";
        }
        if (has(failure, HttpTimeoutException.class) || has(failure, TimeoutException.class)) {
            return "no answer from " + origin + " in time";
        }
        Optional<SSLException> tls = find(failure, SSLException.class);
        if (tls.isPresent()) {
            return "TLS with " + origin + " failed: " + tls(tls.get());
        }
        if (has(failure, ProtocolException.class)) {
            return origin + " answers, but not in HTTP: does it speak TLS (https://)?";
        }
        return origin + " closed the connection before it answered in full";
    }

    private static String tls(SSLException failure) {
        if (has(failure, CertificateExpiredException.class)) {
            return "its certificate has expired";
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "its certificate is not valid yet";
        }
        String message = message(failure);
        if (message.contains("subject alternative") || message.contains("no name matching")) {
            return "its certificate is for another name";
        }
        if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class)) {
            return "its certificate is not trusted: add its issuer to Java's trust store";
        }
        return message.contains("unrecognized ssl message") || message.contains("not an ssl")
                ? "it does not speak TLS: use http://"
                : "no agreement on how to encrypt";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return find(failure, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, each -> each.map(Throwable::getCause))
                .limit(MAX_CAUSES)
                .flatMap(Optional::stream)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("").toLowerCase(Locale.ROOT);
    }
}
