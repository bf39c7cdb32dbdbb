package dev.mcpmanager.health;

import java.net.URI;
import java.util.Locale;

/**
 * Where alerts go. Immutable; the address is a secret, since whoever knows it may write there.
 *
 * @param name for people
 * @param url absolute, http or https
 */
public record Webhook(String name, URI url, Format format) {

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
    }

    @Override
    public String toString() {
        return "Webhook[" + name + ", " + format.text() + "]";
    }
}
