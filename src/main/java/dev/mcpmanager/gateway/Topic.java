package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What subscribers hear of. Immutable. */
sealed interface Topic {

    /** A list that a server offers. */
    enum Kind {
        TOOLS("tools"),
        PROMPTS("prompts"),
        RESOURCES("resources");

        private final String capability;

        Kind(String capability) {
            this.capability = capability;
        }

        String capability() {
            return capability;
        }

        /** In a filter (2026-07-28, Subscriptions, Notification Filter). */
        String filter() {
            return capability + "ListChanged";
        }

        String notification() {
            return "notifications/" + capability + "/list_changed";
        }
    }

    /** A list is another. */
    record Changed(Kind kind) implements Topic {}

    /** A resource is another. */
    record Updated(String uri) implements Topic {
        private static final List<String> NAMES = List.of("uri");

        /** A notification that tells of another URI, and otherwise the same. */
        static Notification as(String uri, Notification notification) {
            return new Notification(
                    notification.method(),
                    notification
                            .params()
                            .flatMap(params -> RawObject.of(params, NAMES))
                            .map(params -> params.with(Map.of("uri", RawJson.text(uri)))));
        }

        /** Whether it is this resource, or a part of it (2025-11-25, Resources, Subscriptions). */
        boolean isOf(String resource) {
            return uri.equals(resource)
                    || (uri.startsWith(resource) && (resource.endsWith("/") || uri.charAt(resource.length()) == '/'));
        }
    }

    /** Empty if the notification is of something else. */
    static Optional<Topic> of(Notification notification) {
        if (notification.method().equals("notifications/resources/updated")) {
            return notification
                    .params()
                    .flatMap(params -> RawObject.of(params, List.of("uri")))
                    .flatMap(params -> params.text("uri"))
                    .map(Updated::new);
        }
        for (Kind kind : Kind.values()) {
            if (notification.method().equals(kind.notification())) {
                return Optional.of(new Changed(kind));
            }
        }
        return Optional.empty();
    }
}
