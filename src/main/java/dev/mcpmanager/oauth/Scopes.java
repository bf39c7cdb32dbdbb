package dev.mcpmanager.oauth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which scopes are asked for (MCP, Authorization, Scope Selection Strategy); at most {@value #MAX}. Stateless. */
final class Scopes {
    private static final int MAX = 100;
    private static final String OFFLINE = "offline_access";
    /** RFC 6749, section 3.3. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}");

    private Scopes() {}

    /** The scopes in a list that spaces part; what cannot be one is left out. */
    static List<String> parse(String text) {
        return legal(Arrays.stream(text.split(" ", -1)));
    }

    static List<String> legal(Stream<String> scopes) {
        return scopes.filter(scope -> SCOPE.matcher(scope).matches())
                .distinct()
                .limit(MAX)
                .toList();
    }

    static List<String> union(List<String> some, List<String> others) {
        return legal(Stream.concat(some.stream(), others.stream()));
    }

    /**
     * Those to ask for.
     *
     * @param required by the server's refusal, and granted before; none if it named none
     * @param offered by the server's metadata
     * @param server whose {@code offline_access} makes that a refresh token is issued
     */
    static List<String> select(List<String> required, List<String> offered, AuthorizationServer server) {
        List<String> wanted = new ArrayList<>(required.isEmpty() ? offered : required);
        // alone it would take the place of the server's own default
        if (!wanted.isEmpty() && server.scopes().contains(OFFLINE)) {
            wanted.add(OFFLINE);
        }
        return legal(wanted.stream());
    }

    /** Whether the user is to be asked again even if he agreed before (OpenID Connect Core, section 11). */
    static boolean needConsent(List<String> scopes) {
        return scopes.contains(OFFLINE);
    }
}
