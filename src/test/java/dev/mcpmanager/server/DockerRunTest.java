package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerRunTest {

    private static Optional<DockerRun> parse(String words) {
        return DockerRun.parse(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    }

    @Test
    void everyWayToWriteAnOptionIsRead() {
        assertThat(parse("-i --rm -it --init -e A=1 --env B=2 --env=C=3=3 -eD=4 -e E -e F= --entrypoint sh "
                        + "--privileged -d -v /a:/b -p8080:80 --network=host mcp/time:1 -e --rm x"))
                .contains(new DockerRun(
                        "mcp/time:1",
                        Optional.of("sh"),
                        List.of("-e", "--rm", "x"),
                        Map.of(
                                "A", Optional.of("1"),
                                "B", Optional.of("2"),
                                "C", Optional.of("3=3"),
                                "D", Optional.of("4"),
                                "E", Optional.empty(),
                                "F", Optional.of("")),
                        List.of("--privileged", "-d", "-v", "-p", "--network")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-i --rm", "-v", "-v /a:/b"})
    void withoutAnImageThereIsNothing(String words) {
        assertThat(parse(words)).isEmpty();
    }
}
