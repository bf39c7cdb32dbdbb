package dev.mcpmanager.web;

import dev.mcpmanager.problem.Problem;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The one door: refuses foreign hosts and origins, and calls without credentials to all but the open paths. It stands
 * before every route, the live socket and all that answers errors. Immutable and thread-safe.
 */
final class AccessHandler extends Handler.Wrapper {
    private final HostRules hosts;
    private final Predicate<Request> mayPass;

    /** @param mayPass whether a request needs no credentials or has them */
    AccessHandler(HostRules hosts, Predicate<Request> mayPass) {
        this.hosts = hosts;
        this.mayPass = mayPass;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SecurityHeaders.addTo(response.getHeaders());
        Optional<Problem> refusal = refusal(request);
        if (refusal.isEmpty()) {
            return super.handle(request, response, callback);
        }
        var view = Problems.view(refusal.get());
        response.setStatus(view.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
        if (refusal.get() instanceof Problem.Unauthorized) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"mcp-manager\"");
        }
        response.write(true, ByteBuffer.wrap(Problems.bytes(view)), callback);
        return true;
    }

    private Optional<Problem> refusal(Request request) {
        int port = Request.getLocalPort(request);
        // of a request without Host, which HTTP/1.0 allows, Jetty would take our own address for the host
        boolean named = request.getHeaders().contains(HttpHeader.HOST);
        String host = request.getHttpURI().getAuthority();
        if (!named || !hosts.isOurs(host, port)) {
            return Optional.of(
                    new Problem.Forbidden(
                            "This manager is not to be called under the host name of this request; allowed-hosts sets more names"));
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !hosts.isOwnOrigin(origin, host, port)) {
            return Optional.of(new Problem.Forbidden("Pages of another origin must not call this manager"));
        }
        if (mayPass.test(request)) {
            return Optional.empty();
        }
        return Optional.of(new Problem.Unauthorized(
                "Send 'Authorization: Bearer' with the token from the file 'token' in the data directory, or sign in"));
    }
}
