package dev.mcpmanager.health;

import dev.mcpmanager.mcp.HttpFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether an HTTP endpoint answers a GET. Thread-safe. The timeout is for all of it: names, redirects, of which at most
 * {@value #MAX_REDIRECTS} are followed, and as much of the body as is looked at, at most 64 KiB.
 */
public final class HttpProbe implements Probe {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_BODY = 64 * 1024;
    private static final int SERVER_ERROR = 500;

    private final HttpClient client;
    private final HttpCheck check;
    private final HostNames names;

    /** @param client made by {@link #client} */
    public HttpProbe(HttpClient client, HttpCheck check) {
        this(client, check, InetAddress::getByName);
    }

    HttpProbe(HttpClient client, HttpCheck check, HostNames.Resolver resolver) {
        this.client = client;
        this.check = check;
        this.names = new HostNames(resolver);
    }

    /**
     * A client for any number of probes; close it after the last. Its one thread does all of its work, as each hop to
     * another thread wakes that one up: what depends on an answer's future must not block.
     */
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Finding check(Duration timeout) throws InterruptedException {
        long began = System.nanoTime();
        long end = began + timeout.toNanos();
        URI address = check.endpoint();
        try {
            for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
                HttpResponse<byte[]> answer = ask(address, end);
                Optional<String> location =
                        expected(answer) ? Optional.empty() : answer.headers().firstValue("location");
                if (!redirects(answer) || location.isEmpty()) {
                    return judge(answer, Duration.ofNanos(System.nanoTime() - began));
                }
                address = address.resolve(location.get());
                if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
                    return Finding.unhealthy(check.origin() + " redirects to what is not http:// or https://");
                }
            }
            return Finding.unhealthy(check.origin() + " redirects more than " + MAX_REDIRECTS + " times");
        } catch (HttpTimeoutException e) {
            return Finding.unhealthy("no answer from " + check.origin() + " within " + timeout.toMillis() + " ms");
        } catch (IOException e) {
            return Finding.unhealthy(HttpFailure.text(e, place(address)));
        } catch (IllegalArgumentException e) {
            return Finding.unhealthy(check.origin() + " redirects to what is not a legal address");
        }
    }

    /** Who was asked; where the other side led is not repeated, as it may hold anything. */
    private String place(URI address) {
        return address.equals(check.endpoint())
                ? check.origin()
                : "the address that " + check.origin() + " redirects to";
    }

    private HttpResponse<byte[]> ask(URI address, long end) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("User-Agent", "mcp-manager-health")
                .timeout(left(end))
                .build();
        names.await(address.getHost(), end);
        // sendAsync would complete on a further thread
        return client.send(request, _ -> body(end));
    }

    private BoundedBody body(long end) {
        // the request's timeout ends with the head of the answer
        return check.body().isPresent() ? new BoundedBody(MAX_BODY).within(left(end)) : new BoundedBody(0);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private boolean expected(HttpResponse<byte[]> answer) {
        return check.status().equals(Optional.of(answer.statusCode()));
    }

    private static boolean redirects(HttpResponse<byte[]> answer) {
        return answer.statusCode() / 100 == 3;
    }

    private Finding judge(HttpResponse<byte[]> answer, Duration time) {
        int status = answer.statusCode();
        boolean right = check.status().map(wanted -> wanted == status).orElse(status < SERVER_ERROR);
        if (!right) {
            return failed("answered with status " + status, time);
        }
        var text = new String(answer.body(), StandardCharsets.UTF_8);
        return check.body().filter(wanted -> !text.contains(wanted)).isPresent()
                ? failed("answered without the expected text", time)
                : Finding.healthy(time);
    }

    private Finding failed(String error, Duration time) {
        return new Finding(Optional.of(time), Optional.of(check.origin() + " " + error));
    }
}
