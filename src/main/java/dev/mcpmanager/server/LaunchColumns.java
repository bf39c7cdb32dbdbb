package dev.mcpmanager.server;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A launch as the columns of the table {@code servers}; immutable. */
record LaunchColumns(
        Optional<String> image,
        Optional<String> command,
        List<String> args,
        Optional<String> workingDirectory,
        Map<String, EnvironmentValue> environment,
        Optional<String> url,
        Map<String, EnvironmentValue> headers,
        Map<String, EnvironmentValue> oauth) {

    static LaunchColumns of(Launch launch) {
        return switch (launch) {
            case Launch.LocalCommand local ->
                new LaunchColumns(
                        Optional.empty(),
                        Optional.of(local.command()),
                        local.args(),
                        local.workingDirectory(),
                        local.environment(),
                        Optional.empty(),
                        Map.of(),
                        Map.of());
            case Launch.ContainerImage container ->
                new LaunchColumns(
                        Optional.of(container.image()),
                        container.command(),
                        container.args(),
                        Optional.empty(),
                        container.environment(),
                        Optional.empty(),
                        Map.of(),
                        Map.of());
            case Launch.RemoteUrl remote ->
                new LaunchColumns(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        Optional.of(remote.url().toString()),
                        remote.headers(),
                        remote.oauth());
        };
    }

    Launch launch(ServerType type) {
        return switch (type) {
            case NODEJS, PYTHON, COMMAND ->
                new Launch.LocalCommand(command.orElseThrow(), args, workingDirectory, environment);
            case CONTAINER -> new Launch.ContainerImage(image.orElseThrow(), command, args, environment);
            case REMOTE -> new Launch.RemoteUrl(URI.create(url.orElseThrow()), headers, oauth);
        };
    }
}
