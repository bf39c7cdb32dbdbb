package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client declared to be able to answer. Immutable.
 *
 * @param declared as the client wrote it, a JSON object
 */
record Capabilities(boolean roots, boolean sampling, boolean form, boolean url, RawJson declared) {
    private static final List<String> NAMES = List.of("roots", "sampling", "elicitation");
    private static final Set<String> GOVERNED = Set.of("roots/list", "sampling/createMessage", "elicitation/create");
    private static final List<String> MODES = List.of("form", "url");

    /** Empty if {@code declared} is no object, or repeats what it declares. */
    static Optional<Capabilities> of(RawJson declared) {
        return RawObject.of(declared, NAMES).map(object -> {
            Optional<RawObject> elicitation = object.object("elicitation", MODES);
            boolean url = elicitation.map(modes -> modes.has("url")).orElse(false);
            // 2025-11-25, Elicitation: an empty object means form alone
            boolean form =
                    elicitation.map(modes -> modes.has("form")).orElse(false) || (elicitation.isPresent() && !url);
            return new Capabilities(object.has("roots"), object.has("sampling"), form, url, declared);
        });
    }

    boolean any() {
        return roots || sampling || form || url;
    }

    /** Whether a capability that is known here tells if a client can answer this; else only the client can tell. */
    static boolean govern(String method) {
        return GOVERNED.contains(method);
    }

    /** Whether the client can answer this, which a server asks. */
    boolean allow(String method, Optional<RawJson> params) {
        return switch (method) {
            case "roots/list" -> roots;
            case "sampling/createMessage" -> sampling;
            case "elicitation/create" -> isUrlMode(params) ? url : form;
            default -> false;
        };
    }

    boolean allow(Request request) {
        return allow(request.method(), request.params());
    }

    private static boolean isUrlMode(Optional<RawJson> params) {
        return params.flatMap(raw -> RawObject.of(raw, List.of("mode")))
                .flatMap(object -> object.text("mode"))
                .filter("url"::equals)
                .isPresent();
    }
}
