package dev.mcpmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    /** As in 2026-07-28, Protected Resource Metadata Discovery Requirements. */
    @Test
    void aServersMetadataIsLookedForAtItsPathAndThenAtTheRoot() {
        assertThat(Addresses.resourceMetadata(URI.create("https://example.com/public/mcp?key=hunter2")))
                .hasToString("[https://example.com/.well-known/oauth-protected-resource/public/mcp,"
                        + " https://example.com/.well-known/oauth-protected-resource]");
        assertThat(Addresses.resourceMetadata(URI.create("https://example.com/")))
                .hasToString("[https://example.com/.well-known/oauth-protected-resource]");
    }

    /** As in 2026-07-28, Authorization Server Metadata Discovery. */
    @Test
    void anIssuersMetadataIsLookedForInTheOrderOfTheSpecification() {
        assertThat(Addresses.issuerMetadata(URI.create("https://auth.example.com/tenant1")))
                .hasToString("[https://auth.example.com/.well-known/oauth-authorization-server/tenant1,"
                        + " https://auth.example.com/.well-known/openid-configuration/tenant1,"
                        + " https://auth.example.com/tenant1/.well-known/openid-configuration]");
        assertThat(Addresses.issuerMetadata(URI.create("https://auth.example.com/")))
                .hasToString("[https://auth.example.com/.well-known/oauth-authorization-server,"
                        + " https://auth.example.com/.well-known/openid-configuration]");
    }

    @ParameterizedTest
    @CsvSource({
        "https://auth.example.com/x, https://mcp.example.com, true",
        "http://auth.example.com, https://mcp.example.com, false",
        "http://127.0.0.1:9000, https://mcp.example.com, false",
        "http://127.0.0.1:9000, http://localhost:8080/mcp, true",
        "http://169.254.169.254/latest, http://localhost:8080/mcp, false",
        "https://user@auth.example.com, https://mcp.example.com, false",
        "https://auth.example.com/#x, https://mcp.example.com, false",
        "javascript:alert(1), https://mcp.example.com, false",
        "file:///etc/passwd, https://mcp.example.com, false",
        "https:///x, https://mcp.example.com, false",
        "'https://a b', https://mcp.example.com, false",
    })
    void onlyHttpsIsTrustedUnlessAllOfItIsOnLoopback(String address, URI server, boolean trusted) {
        assertThat(Addresses.trusted(address, server).isPresent()).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/mcp, https://example.com/mcp, true",
        "https://EXAMPLE.com/mcp, https://example.com/mcp/, true",
        "https://example.com, https://example.com/mcp, true",
        "https://example.com/, https://example.com/mcp, true",
        "https://example.com/mc, https://example.com/mcp, false",
        "https://example.com/mcp/other, https://example.com/mcp, false",
        "https://example.org/mcp, https://example.com/mcp, false",
        "http://example.com/mcp, https://example.com/mcp, false",
        "https://example.com:444/mcp, https://example.com/mcp, false",
        "'', https://example.com/mcp, false",
    })
    void aResourceIsTheServerOrHoldsIt(String resource, URI server, boolean covers) {
        assertThat(Addresses.covers(resource, server)).isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Mcp.Example.com/, https://mcp.example.com",
        "https://mcp.example.com:8443, https://mcp.example.com:8443",
        "HTTPS://mcp.example.com/server/mcp?token=hunter2, https://mcp.example.com/server/mcp",
    })
    void aResourceIsWrittenInOneWay(URI address, String resource) {
        assertThat(Addresses.resource(address)).isEqualTo(resource);
    }
}
