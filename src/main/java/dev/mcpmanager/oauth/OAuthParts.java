package dev.mcpmanager.oauth;

import dev.mcpmanager.event.EventBus;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * What every sign-in works with; immutable, all of it thread-safe.
 *
 * @param pages the address of the page of a server, by its id
 */
record OAuthParts(
        SignInStore store,
        Discovery discovery,
        Registration registration,
        TokenEndpoint tokens,
        EventBus bus,
        InstantSource clock,
        UnaryOperator<String> pages) {

    /** Where users sign in to a server. */
    String page(String serverId) {
        return pages.apply(serverId);
    }
}
