package dev.mcpmanager.gateway;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each client does with one server and what must come of it, from {@code src/test/clients}; immutable.
 *
 * <p>A step is a {@code method} with {@code params}, and the values that it is to {@code expect} in its outcome, by JSON
 * pointer: a string is a regular expression for the whole text, all else is equal. It may want so many notifications of
 * {@code progress}, to {@code await} a notification, to be given up after a {@code timeout} in ms, to be repeated {@code until} its result has a text, or a client that
 * answers when the server {@code asks}, that runs tools as a {@code task}, or that speaks as before 2026 ({@code legacy}). It may
 * be for a client that is {@code alone}, as the server keeps its state for all.
 */
record Scenario(JsonNode answers, List<JsonNode> steps) {
    private static final Path FILES = Path.of("src", "test", "clients");

    /** Reads {@code NAME.json}, in which {@code ${dir}} stands for {@code directory}. */
    static Scenario read(String name, Path directory) throws IOException {
        return new Scenario(
                json("answers", directory), json(name, directory).valueStream().toList());
    }

    private static JsonNode json(String name, Path directory) throws IOException {
        return Json.STRICT.readTree(
                Files.readString(FILES.resolve(name + ".json")).replace("${dir}", directory.toString()));
    }

    /** Without the steps that have one of these methods or members. */
    Scenario without(Set<String> features) {
        return new Scenario(
                answers,
                steps.stream()
                        .filter(step -> !features.contains(step.path("method").asString())
                                && step.propertyNames().stream().noneMatch(features::contains))
                        .toList());
    }

    /** The same steps, for a client that shows no notifications. */
    Scenario unheard() {
        return new Scenario(
                answers,
                steps.stream()
                        .map(step -> (JsonNode) ((ObjectNode) step.deepCopy()).without(Set.of("await", "progress")))
                        .toList());
    }

    /** The same steps, of which none waits for this notification. */
    Scenario notAwaiting(String notification) {
        return new Scenario(
                answers,
                steps.stream()
                        .map(step -> step.path("await").asString("").equals(notification)
                                ? ((ObjectNode) step.deepCopy()).without("await")
                                : step)
                        .toList());
    }

    /** The same steps at the address of all servers, where the names of this one's tools and prompts begin with its own. */
    Scenario joined(String server) {
        return new Scenario(
                answers,
                steps.stream()
                        // what comes where in the lists depends on the other servers
                        .filter(step -> !step.path("method").asString().endsWith("/list"))
                        .map(step -> {
                            JsonNode joined = step.deepCopy();
                            prefix(joined.path("params"), server);
                            prefix(joined.at("/params/ref"), server);
                            return joined;
                        })
                        .toList());
    }

    private static void prefix(JsonNode named, String server) {
        if (named.has("name")) {
            ((ObjectNode) named).put("name", server + "__" + named.path("name").asString());
        }
    }

    /** As the scripts read it. */
    JsonNode json() {
        ObjectNode json = Json.STRICT.createObjectNode().set("answers", answers);
        json.putArray("steps").addAll(steps);
        return json;
    }

    /** The tools that it calls. */
    Set<String> tools() {
        return steps.stream()
                .filter(step -> step.path("method").asString().equals("tools/call"))
                .map(step -> step.path("params").path("name").asString())
                .collect(Collectors.toSet());
    }

    /** Compares what came of each step with what it expects. */
    void assertMet(JsonNode outcomes) {
        assertSoftly(softly -> steps.forEach(
                step -> assertMet(softly, step, outcomes.path(step.path("name").asString()))));
    }

    private static void assertMet(SoftAssertions softly, JsonNode step, JsonNode outcome) {
        JsonNode expected = step.path("expect");
        String what = "%s: %.2000s".formatted(step.path("name").asString(), outcome);
        softly.assertThat(outcome.has("error")).as(what).isEqualTo(expected.has("/error/message"));
        softly.assertThat(outcome.at("/result/isError").asBoolean(false))
                .as(what)
                .isEqualTo(expected.has("/result/isError"));
        expected.forEachEntry((pointer, value) -> {
            JsonNode actual = outcome.at(pointer);
            if (value.isString()) {
                softly.assertThat(actual.asString(""))
                        .as("%s of %s", pointer, what)
                        .matches(Pattern.compile(value.asString(), Pattern.DOTALL));
            } else {
                softly.assertThat(actual).as("%s of %s", pointer, what).isEqualTo(value);
            }
        });
        if (step.has("progress")) {
            softly.assertThat(outcome.path("progress")).as(what).isEqualTo(step.path("progress"));
        }
    }
}
