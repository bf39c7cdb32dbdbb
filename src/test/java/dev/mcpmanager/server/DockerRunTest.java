package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

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
                        json("{'mounts': [{'source': '/a', 'target': '/b', 'readOnly': false}], 'network': 'host'}"),
                        List.of("--privileged", "-d", "-p")));
    }

    @Test
    void whatMapsToASettingIsTakenOver() {
        assertThat(parse("-v /a:/b:ro,z -v cache:/c --mount type=bind,src=/d,dst=/e,readonly -u 1000:1000 -w /app "
                        + "-m 512m --cpus=1.5 --pids-limit -1 --read-only --cap-add NET_RAW --cap-drop ALL "
                        + "--security-opt no-new-privileges --net none x"))
                .map(DockerRun::container)
                .contains(json("""
                        {'mounts': [{'source': '/a', 'target': '/b', 'readOnly': true},
                                    {'source': 'cache', 'target': '/c', 'readOnly': false},
                                    {'source': '/d', 'target': '/e', 'readOnly': true}],
                         'user': '1000:1000', 'workingDirectory': '/app', 'memory': '512MiB', 'cpus': 1.5,
                         'pidsLimit': 'unlimited', 'readOnly': true, 'capAdd': ['NET_RAW'], 'network': 'none'}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v /only",
                "--mount type=tmpfs,dst=/t",
                "--mount type=bind,src=/a,dst=/b,bind-propagation=shared",
                "-m lots",
                "--cpus half",
                "--pids-limit many",
                "--security-opt seccomp=unconfined",
                "--gpus all"
            })
    void whatDoesNotMapIsListed(String words) {
        DockerRun run = parse(words + " image").orElseThrow();
        assertThat(run.ignored()).containsExactly(words.replaceFirst(" .*", ""));
        assertThat(run.container()).isEmpty();
    }

    private static ObjectNode json(String text) {
        return Json.STRICT.readTree(text.replace('\'', '"')).asObject();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-i --rm", "-v", "-v /a:/b"})
    void withoutAnImageThereIsNothing(String words) {
        assertThat(parse(words)).isEmpty();
    }
}
