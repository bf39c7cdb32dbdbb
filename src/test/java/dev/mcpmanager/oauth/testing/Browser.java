package dev.mcpmanager.oauth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user who signs in, and agrees to whatever he is asked, at an {@code oidc-provider}; for one thread. */
public final class Browser implements AutoCloseable {
    private static final int MAX_PAGES = 20;
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final Pattern PROMPT = Pattern.compile("name=\"prompt\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** Goes on until the browser is sent back to {@code /oauth/callback}, and gives that address, unopened. */
    public URI agree(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        for (int page = 0; page < MAX_PAGES; page++) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            Optional<URI> next = answer.headers().firstValue("location").map(answer.uri()::resolve);
            if (next.filter(each -> each.getPath().equals("/oauth/callback")).isPresent()) {
                return next.get();
            }
            request = next.map(each -> HttpRequest.newBuilder(each).build()).orElseGet(() -> submit(answer));
        }
        throw new AssertionError("no end of pages");
    }

    private static HttpRequest submit(HttpResponse<String> page) {
        Matcher form = FORM.matcher(page.body());
        Matcher prompt = PROMPT.matcher(page.body());
        if (page.statusCode() != 200 || !form.find() || !prompt.find()) {
            throw new AssertionError(page.statusCode() + " " + page.uri() + ": " + page.body());
        }
        String fields = "prompt=" + URLEncoder.encode(prompt.group(1), UTF_8) + "&login=alice&password=any";
        return HttpRequest.newBuilder(page.uri().resolve(form.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields))
                .build();
    }

    /** Opens an address and gives what is shown. */
    public HttpResponse<String> open(URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
