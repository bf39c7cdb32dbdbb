package dev.mcpmanager.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "unix:///run/user/1/docker.sock, unix:///run/user/1/docker.sock, true",
        "tcp://host:1234, tcp://host:1234, false",
        "tcp://host, tcp://host:2375, false",
        "host:1234, tcp://host:1234, false",
    })
    void dockerHostSaysWhereItIs(String host, URI address, boolean local) {
        Endpoint endpoint = Endpoint.find(Map.of("DOCKER_HOST", host));
        assertThat(endpoint).isEqualTo(new Endpoint(address, Optional.empty()));
        assertThat(endpoint.isLocal()).isEqualTo(local);
    }

    @Test
    void tlsIsAskedForByVariableOrScheme() {
        assertThat(Endpoint.find(Map.of("DOCKER_HOST", "tcp://h", "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/c")))
                .isEqualTo(new Endpoint(URI.create("tcp://h:2376"), Optional.of(Path.of("/c"))));
        assertThat(Endpoint.find(Map.of("DOCKER_HOST", "https://h", "HOME", "/home/u")))
                .isEqualTo(new Endpoint(URI.create("tcp://h:2376"), Optional.of(Path.of("/home/u/.docker"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://host", "npipe:////./pipe/docker", "tcp://a b"})
    void anAddressThatCannotBeUsedIsNamed(String host) {
        assertThatThrownBy(() -> Endpoint.find(Map.of("DOCKER_HOST", host)))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.isUnreachable()).isTrue())
                .hasMessageContaining("DOCKER_HOST")
                .hasMessageContaining(host);
    }
}
