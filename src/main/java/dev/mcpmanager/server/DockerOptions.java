package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Options of {@code docker run} and what they are under {@code config.container}; the values are for {@link
 * ContainerInput} to check. For one thread.
 */
final class DockerOptions {
    /** What options can say; the rest of the settings stays as it is when a command line is imported again. */
    static final List<String> FIELDS = List.of(
            "mounts", "network", "user", "workingDirectory", "memory", "cpus", "pidsLimit", "readOnly", "capAdd");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([bkmg]?)b?");
    private static final long KIB = 1024;

    private final ObjectNode settings = Json.STRICT.createObjectNode();

    /** In the shape of {@code config.container}. */
    ObjectNode settings() {
        return settings;
    }

    /** Takes one option over; false when it does not map. */
    boolean take(String name, String value) {
        return switch (name) {
            case "-v", "--volume" -> volume(value);
            case "--mount" -> mount(value);
            case "--network", "--net" -> set("network", value);
            case "-u", "--user" -> set("user", value);
            case "-w", "--workdir" -> set("workingDirectory", value);
            case "-m", "--memory" -> memory(value);
            case "--cpus" -> cpus(value);
            case "--pids-limit" -> pidsLimit(value);
            case "--read-only" -> readOnly(value);
            case "--cap-add" -> {
                settings.withArray("/capAdd").add(value);
                yield true;
            }
            // all are dropped anyway, and nothing gains privileges
            case "--cap-drop" -> true;
            case "--security-opt" -> value.equals("no-new-privileges") || value.equals("no-new-privileges:true");
            default -> false;
        };
    }

    private boolean set(String field, String value) {
        settings.put(field, value);
        return true;
    }

    private boolean volume(String value) {
        String[] parts = value.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            return false;
        }
        boolean readOnly = parts.length == 3 && List.of(parts[2].split(",", -1)).contains("ro");
        return mount(parts[0], parts[1], readOnly);
    }

    private boolean mount(String value) {
        String type = "volume";
        Optional<String> source = Optional.empty();
        Optional<String> target = Optional.empty();
        boolean readOnly = false;
        for (String part : value.split(",", -1)) {
            String word = part.substring(part.indexOf('=') + 1);
            switch (part.replaceFirst("=.*", "")) {
                case "type" -> type = word;
                case "source", "src" -> source = Optional.of(word);
                case "target", "dst", "destination" -> target = Optional.of(word);
                case "readonly", "ro" -> readOnly = !word.equals("false");
                default -> {
                    return false;
                }
            }
        }
        boolean known = type.equals("bind") || type.equals("volume");
        return known && source.isPresent() && target.isPresent() && mount(source.get(), target.get(), readOnly);
    }

    private boolean mount(String source, String target, boolean readOnly) {
        settings.withArray("/mounts")
                .addObject()
                .put("source", source)
                .put("target", target)
                .put("readOnly", readOnly);
        return true;
    }

    private boolean memory(String value) {
        Matcher size = SIZE.matcher(value.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return false;
        }
        long amount = Long.parseLong(size.group(1));
        long bytes = switch (size.group(2)) {
            case "k" -> amount << 10;
            case "m" -> amount << 20;
            case "g" -> amount << 30;
            default -> (amount + KIB - 1) / KIB * KIB;
        };
        return set("memory", bytes == 0 ? ContainerInput.UNLIMITED : Sizes.format(bytes));
    }

    private boolean cpus(String value) {
        if (!value.matches("\\d{1,4}(\\.\\d{1,6})?")) {
            return false;
        }
        settings.put("cpus", Double.parseDouble(value));
        return true;
    }

    private boolean pidsLimit(String value) {
        if (!value.matches("-?\\d{1,7}")) {
            return false;
        }
        int limit = Integer.parseInt(value);
        if (limit <= 0) {
            return set("pidsLimit", ContainerInput.UNLIMITED);
        }
        settings.put("pidsLimit", limit);
        return true;
    }

    private boolean readOnly(String value) {
        settings.put("readOnly", !value.equals("false"));
        return true;
    }

    /** What {@link #take} understands, for all that differs from the defaults and that options can say. */
    static List<String> of(ContainerSettings settings) {
        ContainerSettings standard = ContainerSettings.DEFAULT;
        var words = new ArrayList<String>();
        settings.mounts()
                .forEach(mount -> words.addAll(
                        List.of("-v", mount.source() + ":" + mount.target() + (mount.readOnly() ? ":ro" : ""))));
        settings.network().ifPresent(network -> words.addAll(List.of("--network", network)));
        settings.user().ifPresent(user -> words.addAll(List.of("--user", user)));
        settings.workingDirectory().ifPresent(directory -> words.addAll(List.of("--workdir", directory)));
        if (!settings.memory().equals(standard.memory())) {
            words.addAll(List.of(
                    "--memory",
                    settings.memory().map(bytes -> (bytes >> 10) + "k").orElse("0")));
        }
        settings.cpus().ifPresent(cpus -> words.addAll(List.of("--cpus", cpus.toString())));
        if (!settings.pidsLimit().equals(standard.pidsLimit())) {
            words.addAll(List.of(
                    "--pids-limit", settings.pidsLimit().map(String::valueOf).orElse("-1")));
        }
        if (settings.readOnly()) {
            words.add("--read-only");
        }
        settings.capAdd().forEach(name -> words.addAll(List.of("--cap-add", name)));
        return words;
    }
}
