package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mcpmanager.health.testing.WebhookReceiver;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Decrypted;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.storage.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** How webhooks are kept, and what becomes of alerts on the way. */
@Timeout(60)
class WebhooksIT {
    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private final OutgoingHttp http = new OutgoingHttp();

    @TempDir
    private Path directory;

    private WebhookReceiver receiver;
    private Database database;
    private Webhooks webhooks;

    @BeforeEach
    void open() {
        logged.start();
        logger().addAppender(logged);
        receiver = new WebhookReceiver();
        database = Database.open(directory.resolve("a.db"), InstantSource.system());
        webhooks = webhooks();
    }

    @AfterEach
    void close() {
        webhooks.close();
        http.close();
        database.close();
        receiver.close();
        logger().detachAppender(logged);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.mcpmanager.health");
    }

    private Webhooks webhooks() {
        return new Webhooks(
                database,
                Secrets.open(directory.resolve("secret.key")),
                http,
                InstantSource.fixed(AT),
                Duration.ofMillis(1));
    }

    private ObjectNode input(String name) {
        return Json.STRICT.createObjectNode().put("name", name).put("url", receiver.url());
    }

    private static Alert alert(Alert.Kind kind, String reason) {
        return new Alert(kind, "A", "weather", reason, AT);
    }

    private void tell(Alert.Kind kind) {
        webhooks.tell(alert(kind, ""));
    }

    private Optional<String> lastError() {
        return webhooks.list().getFirst().last().flatMap(last -> last.outcome().error());
    }

    private String log() {
        return String.join(
                "\n",
                logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void addingAndDeletingTakesEffectAtOnceAndOutlivesTheManager() {
        tell(Alert.Kind.DOWN);
        webhooks.create(input("ops"));
        webhooks.create(input("also").put("format", "slack"));
        webhooks.delete("also");
        tell(Alert.Kind.UP);
        await().until(() -> receiver.events().equals(List.of("server.up")));
        webhooks.close();
        webhooks = webhooks();
        assertThat(webhooks.list()).singleElement().satisfies(status -> {
            assertThat(status.webhook().name()).isEqualTo("ops");
            assertThat(status.webhook().format()).isEqualTo(Webhook.Format.GENERIC);
            assertThat(status.last()).isEmpty();
        });
        tell(Alert.Kind.DOWN);
        await().until(() -> receiver.events().equals(List.of("server.up", "server.down")));
    }

    @Test
    void anAddressIsASecret() throws IOException, InterruptedException {
        assertThat(webhooks.create(input("ops")).toString()).doesNotContain(WebhookReceiver.SECRET);
        receiver.answers(403);
        assertThat(webhooks.test("ops").error().orElseThrow()).doesNotContain(WebhookReceiver.SECRET);
        receiver.close();
        assertThat(webhooks.test("ops").error().orElseThrow()).doesNotContain(WebhookReceiver.SECRET);
        tell(Alert.Kind.DOWN);
        await().until(() -> log().contains("was not sent"));
        assertThat(log()).contains("connection refused").doesNotContain(WebhookReceiver.SECRET);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(WebhookReceiver.SECRET);
            }
        }
    }

    @Test
    void withoutItsKeyAWebhookIsKeptAndSaysWhyItCannotBeUsed() throws IOException, InterruptedException {
        webhooks.create(input("ops"));
        webhooks.close();
        Files.delete(directory.resolve("secret.key"));
        webhooks = webhooks();
        assertThat(webhooks.list().getFirst().webhook().target()).isEmpty();
        assertThat(webhooks.test("ops").error().orElseThrow()).contains("restore the key file");
        webhooks.delete("ops");
        webhooks.create(input("ops"));
        assertThat(webhooks.test("ops")).isEqualTo(new Delivery.Delivered());
    }

    @Test
    void namesAreUniqueAndWebhooksAreFew() {
        for (int i = 0; i < Webhooks.MAX; i++) {
            webhooks.create(input("w" + i));
        }
        assertProblem("w1", "The name \"w1\" is taken");
        assertProblem("one-more", "There are 32 webhooks");
        webhooks.delete("w7");
        webhooks.create(input("one-more"));
    }

    private void assertProblem(String name, String text) {
        assertThatThrownBy(() -> webhooks.create(input(name)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.Conflict.class))
                .hasMessageContaining(text);
    }

    @Test
    void whatFailsIsSentAgainInOrder() {
        receiver.answers(500, 429, 408, 503, 502);
        webhooks.create(input("ops"));
        tell(Alert.Kind.DOWN);
        tell(Alert.Kind.UP);
        await().until(() -> receiver.events().equals(List.of("server.down", "server.up")));
        assertThat(receiver.answered()).isTrue();
        assertThat(lastError()).isEmpty();
    }

    @Test
    void whatFailsSixTimesIsGivenUpAndTheNextIsSent() {
        receiver.answers(500, 500, 500, 500, 500, 500);
        webhooks.create(input("ops"));
        tell(Alert.Kind.DOWN);
        tell(Alert.Kind.UP);
        await().until(() -> receiver.events().equals(List.of("server.up")));
        assertThat(log()).contains("alert down of server weather was not sent");
    }

    @ParameterizedTest
    @CsvSource({"404, check the webhook's address", "302, give the address that it leads to"})
    void whatIsRefusedIsNotSentAgain(int status, String remedy) {
        receiver.answers(status);
        webhooks.create(input("ops"));
        tell(Alert.Kind.DOWN);
        await().untilAsserted(() -> assertThat(lastError().orElseThrow())
                .contains(receiver.target() + " answered with status " + status, remedy));
        tell(Alert.Kind.UP);
        await().until(() -> receiver.events().equals(List.of("server.up")));
    }

    @Test
    void aReceiverThatHangsHoldsUpNoOther() throws InterruptedException {
        try (WebhookReceiver other = new WebhookReceiver()) {
            receiver.answers(WebhookReceiver.SILENCE);
            webhooks.create(input("hangs"));
            webhooks.create(input("works").put("url", other.url()));
            tell(Alert.Kind.DOWN);
            await().until(() -> other.events().equals(List.of("server.down")));
            assertThat(receiver.received()).isEmpty();
            assertThat(webhooks.test("hangs")).isEqualTo(new Delivery.Delivered());
        }
    }

    @Test
    void aReceiverThatHangsIsAFailure() throws InterruptedException {
        receiver.answers(WebhookReceiver.SILENCE);
        try (var other = new OutgoingHttp()) {
            var webhook = new Webhook("ops", new Decrypted.Plain(receiver.url()), Webhook.Format.GENERIC);
            assertThat(new WebhookClient(other, Duration.ofMillis(50)).send(webhook, alert(Alert.Kind.DOWN, "")))
                    .isEqualTo(new Delivery.Failed("no answer from " + receiver.target() + " within 50 ms"));
        }
    }

    @Test
    void whatWaitsAtTheEndIsCountedInTheLog() {
        receiver.answers(WebhookReceiver.SILENCE);
        webhooks.create(input("ops"));
        tell(Alert.Kind.DOWN);
        tell(Alert.Kind.UP);
        await().until(receiver::answered);
        webhooks.close();
        assertThat(log()).contains("webhook ops: 2 alerts were not sent");
    }

    @Test
    void slackGetsATextThatNotifiesNobody() {
        webhooks.create(input("ops").put("format", "slack"));
        webhooks.tell(alert(Alert.Kind.DOWN, "said <!channel> & <http://a|b>\n@everyone come"));
        await().until(() -> receiver.received().size() == 1);
        assertThat(receiver.received().getFirst())
                .isEqualTo(
                        Json.STRICT
                                .createObjectNode()
                                .put(
                                        "text",
                                        "MCP server weather is down: said &lt;!channel&gt; &amp; &lt;http://a|b&gt; @\u200beveryone come"));
    }
}
