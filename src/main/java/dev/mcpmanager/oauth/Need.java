package dev.mcpmanager.oauth;

import java.util.List;

/**
 * That somebody must sign in. Immutable.
 *
 * @param challenge by which the server refused a request
 * @param scopes that are needed, with those granted before; none if the server named none
 * @param why such as {@code its sign-in has ended}
 */
record Need(Challenge challenge, List<String> scopes, String why) {
    Need {
        scopes = List.copyOf(scopes);
    }
}
