package dev.mcpmanager.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what is started or reached: all of its fields are checked whatever the type, then those that do not fit the
 * type are refused. Stateless.
 */
final class LaunchInput {
    private static final int MAX_ARGS = 1000;
    // a reference as engines take it; not one that reads as an option
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,511}");
    private static final List<String> LOCAL = List.of("command", "args", "workingDirectory", "environment");
    private static final List<String> CONTAINER = List.of("image", "command", "args", "environment");
    private static final List<String> REMOTE = List.of("url");

    private LaunchInput() {}

    /**
     * Reads the launch.
     *
     * @param config the object under {@code config}, for its {@code headers} and {@code oauth}
     * @param stored the launch so far, whose secrets may be kept
     * @return meaningless when the input had errors
     */
    static Launch read(InputObject input, InputObject config, Optional<ServerType> type, Optional<Launch> stored) {
        Optional<String> command = input.text("command").filter(text -> notBlank(input, "command", text));
        List<String> args = input.texts("args", MAX_ARGS);
        Optional<String> directory = input.text("workingDirectory").flatMap(text -> directory(input, text));
        Map<String, EnvironmentValue> environment =
                EnvironmentInput.environment(input.object("environment"), Launch.environmentOf(stored));
        Optional<String> image = input.text("image").filter(text -> image(input, text));
        Optional<URI> url = input.text("url").flatMap(text -> Urls.absolute(input, "url", text));
        Map<String, EnvironmentValue> headers =
                EnvironmentInput.headers(config.object("headers"), Launch.headersOf(stored));
        Map<String, EnvironmentValue> oauth = EnvironmentInput.oauth(config.object("oauth"), Launch.oauthOf(stored));
        if (type.isEmpty()) {
            return new Launch.LocalCommand("", args, directory, environment);
        }
        return switch (type.get()) {
            case NODEJS, PYTHON, COMMAND -> {
                fit(input, config, type.get(), LOCAL);
                require(input, "command", type.get());
                yield new Launch.LocalCommand(command.orElse(""), args, directory, environment);
            }
            case CONTAINER -> {
                fit(input, config, type.get(), CONTAINER);
                require(input, "image", type.get());
                yield new Launch.ContainerImage(image.orElse(""), command, args, environment);
            }
            case REMOTE -> {
                fit(input, config, type.get(), REMOTE);
                require(input, "url", type.get());
                yield new Launch.RemoteUrl(url.orElse(URI.create("")), headers, oauth);
            }
        };
    }

    private static void require(InputObject input, String field, ServerType type) {
        if (input.value(field).isEmpty()) {
            input.refuse(field, "is required for type " + type.text());
        }
    }

    private static void fit(InputObject input, InputObject config, ServerType type, List<String> fitting) {
        String message = "does not fit type " + type.text();
        Stream.of(LOCAL, CONTAINER, REMOTE)
                .flatMap(List::stream)
                .distinct()
                .filter(field -> !fitting.contains(field))
                .forEach(field -> input.mustBeAbsent(field, message));
        if (type == ServerType.REMOTE) {
            List.of("port", "mcpPath").forEach(field -> input.mustBeAbsent(field, message));
        } else {
            List.of("headers", "oauth").forEach(field -> config.mustBeAbsent(field, message));
        }
        if (type != ServerType.CONTAINER) {
            config.mustBeAbsent("container", message);
        }
    }

    private static boolean notBlank(InputObject input, String field, String text) {
        if (text.isBlank()) {
            input.refuse(field, "must not be empty");
        }
        return !text.isBlank();
    }

    private static boolean image(InputObject input, String text) {
        boolean legal = IMAGE.matcher(text).matches();
        if (!legal) {
            input.refuse("image", "is not an image reference such as mcp/time or ghcr.io/owner/name:tag");
        }
        return legal;
    }

    private static Optional<String> directory(InputObject input, String text) {
        String home = System.getProperty("user.home");
        String expanded = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        // relative to what? where the manager was started is an accident
        if (!Path.of(expanded).isAbsolute()) {
            input.refuse("workingDirectory", "must be an absolute path, or begin with ~/");
            return Optional.empty();
        }
        return Optional.of(expanded);
    }
}
