package dev.mcpmanager.oauth;

import dev.mcpmanager.oauth.OAuthHttp.Answer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where a server's users sign in (MCP, Authorization Server Discovery). Thread-safe; blocks for at most {@value
 * #MAX_REQUESTS} requests.
 */
final class Discovery {
    private static final Logger log = LoggerFactory.getLogger(Discovery.class);
    private static final int MAX_REQUESTS = 6;

    /** What was found. */
    sealed interface Found {

        /** Where to sign in. */
        record At(ResourceMetadata resource, AuthorizationServer server) implements Found {}

        /** The server offers a sign-in that cannot be used; {@code reason} says why, with a remedy where there is one. */
        record Unusable(String reason) implements Found {}

        /** The server says nothing of a sign-in. */
        record Nothing() implements Found {}
    }

    private final OAuthHttp http;

    Discovery(OAuthHttp http) {
        this.http = http;
    }

    /** @param challenge by which {@code server} refused a request, if it did */
    Found find(URI server, Challenge challenge) {
        return new Search(server).find(challenge);
    }

    /** One search, for one thread. */
    private final class Search {
        private final URI server;
        private int requests;
        private String trouble = "";

        Search(URI server) {
            this.server = server;
        }

        Found find(Challenge challenge) {
            boolean named = challenge.resourceMetadata().isPresent();
            Optional<ResourceMetadata> resource = resource(challenge);
            if (resource.isEmpty() && trouble.isEmpty() && !named) {
                resource = ResourceMetadata.ofOrigin(server);
                Optional<Found> own = resource.flatMap(this::authorizationServer);
                return own.orElseGet(Found.Nothing::new);
            }
            return resource.flatMap(this::authorizationServer).orElseGet(() -> new Found.Unusable(trouble));
        }

        /** Empty, and no trouble, if there is none. */
        private Optional<ResourceMetadata> resource(Challenge challenge) {
            List<String> places = challenge
                    .resourceMetadata()
                    .map(List::of)
                    .orElseGet(() -> Addresses.resourceMetadata(server).stream()
                            .map(URI::toString)
                            .toList());
            for (String place : places) {
                Optional<URI> address = Addresses.trusted(place, server);
                if (address.isEmpty()) {
                    if (challenge.resourceMetadata().isPresent()) {
                        trouble = "its metadata would have to come over https (http is for loopback only)";
                    }
                    continue;
                }
                try {
                    Answer answer = ask(address.get());
                    if (answer.isOk() && answer.json().isPresent()) {
                        return Optional.of(ResourceMetadata.read(answer.json().get(), server));
                    }
                    if (challenge.resourceMetadata().isPresent() || answer.status() / 100 == 5) {
                        trouble = "its metadata cannot be read (" + answer.text() + ")";
                    }
                } catch (UnusableException e) {
                    troubled(address.get(), e);
                }
            }
            return Optional.empty();
        }

        private Optional<Found> authorizationServer(ResourceMetadata resource) {
            for (String issuer : resource.issuers()) {
                for (URI address : Addresses.issuerMetadata(URI.create(issuer))) {
                    try {
                        Answer answer = ask(address);
                        if (answer.isOk() && answer.json().isPresent()) {
                            return Optional.of(new Found.At(
                                    resource,
                                    AuthorizationServer.read(answer.json().get(), issuer, server)));
                        }
                    } catch (UnusableException e) {
                        troubled(address, e);
                    }
                }
                if (trouble.isEmpty()) {
                    trouble = "the authorization server " + issuer + " has no metadata";
                }
            }
            return Optional.empty();
        }

        private Answer ask(URI address) throws UnusableException {
            requests++;
            if (requests > MAX_REQUESTS) {
                throw new UnusableException("too much would have to be asked to find out");
            }
            return http.get(address);
        }

        private void troubled(URI address, UnusableException e) {
            log.info("metadata of {} cannot be used: {}", Addresses.origin(address), e.reason());
            trouble = e.reason();
        }
    }
}
