package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users are told of a server whose certificate is not in order: real handshakes, with certificates of keytool. */
class TlsFailureIT {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "-2y, 1, IP:127.0.0.1, its certificate has expired",
        "+1y, 9, IP:127.0.0.1, its certificate is not valid yet",
        "-1d, 9, DNS:example.org, its certificate is for another name",
    })
    void aCertificateThatIsTrustedButWrong(String from, String days, String name, String why) throws Exception {
        KeyStore certificate = certificate(from, days, name);
        assertThat(failure(certificate, context(certificate))).endsWith(why);
    }

    @Test
    void aCertificateOfNobodyKnown() throws Exception {
        assertThat(failure(certificate("-1d", "9", "IP:127.0.0.1"), SSLContext.getDefault()))
                .contains("its certificate is not trusted");
    }

    /** A server's, with its key, and the one of who signed it. */
    private KeyStore certificate(String from, String days, String name) throws Exception {
        Path file = directory.resolve("certificates.p12");
        keytool(file, "-alias", "issuer", "-dname", "CN=issuer", "-ext", "bc=ca:true");
        keytool(
                file,
                "-alias",
                "server",
                "-dname",
                "CN=server",
                "-signer",
                "issuer",
                "-startdate",
                from,
                "-validity",
                days,
                "-ext",
                "SAN=" + name);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static void keytool(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    /** Has the server's certificate, and trusts its issuer. */
    private static SSLContext context(KeyStore certificate) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate, PASSWORD);
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, PASSWORD);
        anchors.setCertificateEntry("issuer", certificate.getCertificate("issuer"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** What a user reads who connects to a server with this certificate. */
    private static String failure(KeyStore certificate, SSLContext client) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        server.start();
        URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
        try (HttpClient http = HttpClient.newBuilder().sslContext(client).build()) {
            http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
            throw new AssertionError("it was trusted");
        } catch (IOException e) {
            return HttpFailure.text(e, HttpTransfer.origin(address));
        } finally {
            server.stop(0);
        }
    }
}
