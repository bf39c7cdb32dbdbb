package dev.mcpmanager.mcp;

import java.net.URI;
import java.util.Map;

/**
 * An MCP endpoint and what its requests carry. Immutable; credentials do not show in {@link #toString()}.
 *
 * @param address http or https
 * @param headers sent with each request, such as credentials
 */
public record HttpTarget(URI address, Map<String, String> headers, Authorizer authorizer) {
    public HttpTarget {
        headers = Map.copyOf(headers);
    }

    /** One that gets {@code headers} alone. */
    public HttpTarget(URI address, Map<String, String> headers) {
        this(address, headers, Authorizer.NONE);
    }

    /** Scheme, host and port; what else is in the address may be a credential. */
    @Override
    public String toString() {
        return HttpTransfer.origin(address);
    }
}
