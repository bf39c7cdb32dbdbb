package dev.mcpmanager.secret;

import java.util.List;
import java.util.Locale;

/** Which environment variables and headers hold secrets unless the user says otherwise; stateless. */
public final class SecretNames {
    // AUTHORIZATION and COOKIE are for headers
    private static final List<String> WORDS = List.of("KEY", "TOKEN", "SECRET", "PASSWORD", "AUTHORIZATION", "COOKIE");

    private SecretNames() {}

    public static boolean isSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return WORDS.stream().anyMatch(upper::contains);
    }
}
