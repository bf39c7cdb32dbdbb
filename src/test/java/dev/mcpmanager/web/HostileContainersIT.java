package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.runtime.docker.EmptyRegistry;
import dev.mcpmanager.runtime.docker.TestEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be started on a real engine says why, names the remedy, and leaves nothing behind. */
class HostileContainersIT {
    @TempDir
    private static Path directory;

    private static TestManager manager;
    private static int number;

    @BeforeAll
    static void start() {
        manager = new TestManager(directory, TestEngine.environment());
    }

    @AfterAll
    static void stop() {
        assertThat(TestEngine.containersOf(directory.getFileName().toString())).isEmpty();
        manager.close();
    }

    @Test
    void anImageThatItsRegistryDoesNotKnow() throws Exception {
        try (var registry = new EmptyRegistry()) {
            assertRefused("\"image\": \"" + registry.image() + "\"", "is unknown to the engine and to its registry");
        }
    }

    @Test
    void anImageWhoseRegistryDoesNotAnswer() throws Exception {
        assertRefused("\"image\": \"127.0.0.1:1/none\"", "no registry answers: check the network, or load it");
    }

    @Test
    void anImageThatDoesNotSayWhatToExecute() throws Exception {
        assertRefused("\"image\": \"" + TestEngine.SHELL + "\"", "set command to a program in it");
    }

    @Test
    void aPortInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    shell("\"port\": 8080, \"network\": \"" + TestEngine.NETWORK + "\"")
                            + ", \"transport\": \"http\", \"port\": " + taken.getLocalPort(),
                    "port " + taken.getLocalPort() + " of 127.0.0.1 is in use: end what listens there");
        }
    }

    @Test
    void aMountOfWhatIsNotThere() throws Exception {
        Path missing = directory.resolve("missing");
        assertRefused(shell(mount(missing)), "source " + missing + " does not exist: create it");
    }

    @Test
    void aLinkToWhatHandsTheMachineOver() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/"));
        assertRefused(shell(mount(link)), "leads to /, which hands the whole machine to the container");
    }

    @ParameterizedTest
    @CsvSource({
        "network, no-such-net, docker network create",
        "user, nobody-here, set config.container.user",
        "workingDirectory, /etc/passwd, the container engine",
    })
    void aSettingThatTheEngineRefuses(String setting, String value, String told) throws Exception {
        assertRefused(shell("\"%s\": \"%s\"".formatted(setting, value)), told);
    }

    @Test
    void aCommandThatIsNotInTheImage() throws Exception {
        String definition = shell("").replace("\"sh\"", "\"no-such-command\"");
        assertRefused(definition, "the command is not in the image");
        assertRefused(definition.replace("{}", "{\"init\": false}"), "the command is not in the image");
    }

    @Test
    void noSecretIsInWhatIsTold() throws Exception {
        assertThat(refusal(shell(mount(directory.resolve("missing-too")))
                        + ", \"environment\": {\"API_KEY\": \"s3cret-value\"}"))
                .doesNotContain("s3cret-value");
    }

    private static String mount(Path source) {
        return "\"mounts\": [{\"source\": \"%s\", \"target\": \"/data\"}]".formatted(source);
    }

    private static String shell(String settings) {
        return "\"image\": \"%s\", \"command\": \"sh\", \"args\": [\"-c\", \"exit 0\"], \"config\": {\"container\": {%s}}"
                .formatted(TestEngine.SHELL, settings);
    }

    private static void assertRefused(String definition, String told) throws Exception {
        assertThat(refusal(definition)).contains(told);
    }

    private static String refusal(String definition) throws IOException, InterruptedException {
        String name = "hostile-" + ++number;
        manager.create("{\"name\": \"%s\", \"type\": \"container\", \"restart\": {\"policy\": \"never\"}, %s}"
                .formatted(name, definition));
        TestManager.Reply reply = manager.post("/api/servers/" + name + "/start", "");
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(502);
        return reply.body().path("detail").asString();
    }
}
