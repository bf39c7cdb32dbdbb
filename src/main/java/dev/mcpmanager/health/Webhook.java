package dev.mcpmanager.health;

import dev.mcpmanager.secret.Decrypted;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where alerts go. Immutable; does not show its address, since whoever knows it may write there.
 *
 * @param name unique
 * @param url absolute, http or https
 */
public record Webhook(String name, Decrypted url, Format format) {

    /** What is sent. */
    public enum Format {
        /** A JSON object with {@code event}, {@code server}, {@code reason} and {@code at}. */
        GENERIC,
        /** {@code {"text": …}}, which Slack and what is compatible with it show. */
        SLACK;

        /** As written in JSON: lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Format> parse(String text) {
            return Arrays.stream(values())
                    .filter(each -> each.text().equals(text))
                    .findFirst();
        }
    }

    /** Scheme, host and port of its address; empty when that cannot be decrypted. */
    public Optional<String> target() {
        return switch (url) {
            case Decrypted.Plain(String address) -> Optional.of(HttpCheck.origin(URI.create(address)));
            case Decrypted.Unreadable _ -> Optional.empty();
        };
    }
}
