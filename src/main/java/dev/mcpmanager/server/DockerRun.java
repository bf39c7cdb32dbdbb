package dev.mcpmanager.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The command line of {@code docker run} (or podman's), as far as it maps to a container definition. Immutable.
 *
 * @param variables by name; empty where the value comes from the environment of docker itself
 * @param container what options say, in the shape of {@code config.container}
 * @param ignored names of options that do not map
 */
record DockerRun(
        String image,
        Optional<String> entrypoint,
        List<String> args,
        Map<String, Optional<String>> variables,
        ObjectNode container,
        List<String> ignored) {

    // how the manager runs a container anyway
    private static final Set<String> IMPLIED =
            Set.of("-i", "--interactive", "--rm", "--init", "-t", "--tty", "--sig-proxy");
    private static final Set<String> SWITCHES = Set.of(
            "-d",
            "--detach",
            "-P",
            "--publish-all",
            "-q",
            "--quiet",
            "--privileged",
            "--read-only",
            "--no-healthcheck",
            "--oom-kill-disable",
            "--help");

    /**
     * Reads what follows {@code run}.
     *
     * @return empty when no image is named
     */
    static Optional<DockerRun> parse(List<String> words) {
        Optional<String> entrypoint = Optional.empty();
        var variables = new LinkedHashMap<String, Optional<String>>();
        var options = new DockerOptions();
        var ignored = new ArrayList<String>();
        int next = 0;
        while (next < words.size() && words.get(next).startsWith("-")) {
            Option option = option(words.get(next++));
            if (option.isSwitch()) {
                if (!IMPLIED.contains(option.name())
                        && !options.take(option.name(), option.value().orElse("true"))) {
                    ignored.add(option.name());
                }
                continue;
            }
            if (option.value().isEmpty() && next == words.size()) {
                return Optional.empty();
            }
            String value = option.value().isPresent() ? option.value().get() : words.get(next++);
            switch (option.name()) {
                case "-e", "--env" -> {
                    int equals = value.indexOf('=');
                    variables.put(
                            equals < 0 ? value : value.substring(0, equals),
                            equals < 0 ? Optional.empty() : Optional.of(value.substring(equals + 1)));
                }
                case "--entrypoint" -> entrypoint = Optional.of(value);
                default -> {
                    if (!options.take(option.name(), value)) {
                        ignored.add(option.name());
                    }
                }
            }
        }
        return next == words.size()
                ? Optional.empty()
                : Optional.of(new DockerRun(
                        words.get(next),
                        entrypoint,
                        List.copyOf(words.subList(next + 1, words.size())),
                        variables,
                        options.settings(),
                        ignored));
    }

    private record Option(String name, Optional<String> value) {
        /** Takes no value from the next word. */
        boolean isSwitch() {
            return IMPLIED.contains(name) || SWITCHES.contains(name);
        }
    }

    private static Option option(String word) {
        if (word.startsWith("--")) {
            int equals = word.indexOf('=');
            return equals < 0
                    ? new Option(word, Optional.empty())
                    : new Option(word.substring(0, equals), Optional.of(word.substring(equals + 1)));
        }
        if (word.matches("-[itdPq]+")) {
            // several letters in one, such as -it: those beside -i and -t are worth a word in the report
            String rest = word.replaceAll("[-it]", "");
            return new Option(rest.isEmpty() ? "-i" : "-" + rest.charAt(0), Optional.empty());
        }
        return word.length() <= 2
                ? new Option(word, Optional.empty())
                : new Option(word.substring(0, 2), Optional.of(word.substring(2)));
    }
}
