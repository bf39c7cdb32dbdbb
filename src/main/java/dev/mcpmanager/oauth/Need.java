package dev.mcpmanager.oauth;

import java.util.List;
import java.util.Optional;

/**
 * That somebody must sign in. Immutable.
 *
 * @param method that was refused, see {@link dev.mcpmanager.mcp.Authorizer#refused}; empty if no request was
 * @param challenge by which the server refused a request
 * @param scopes that are needed, with those granted before; none if the server named none
 * @param why such as {@code its sign-in has ended}
 */
record Need(Optional<String> method, Challenge challenge, List<String> scopes, String why) {
    Need {
        scopes = List.copyOf(scopes);
    }

    /** Whether it was for want of a sign-in that this was refused; a server may take one and refuse another. */
    boolean isFor(String other) {
        return method.orElse(other).equals(other);
    }
}
