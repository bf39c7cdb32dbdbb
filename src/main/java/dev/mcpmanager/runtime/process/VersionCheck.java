package dev.mcpmanager.runtime.process;

import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StartResult.Failed;
import dev.mcpmanager.runtime.StartResult.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a launcher for its version, once for each state of its file, also when many servers start
 * with it at the same time; remembers the 64 newest good answers. Thread-safe.
 */
final class VersionCheck {
    static final Duration USUAL_LIMIT = Duration.ofSeconds(10);
    private static final int MOST_REMEMBERED = 64;

    private final Spawner spawner;
    private final Duration limit;
    private final LinkedHashMap<FileState, FutureTask<Optional<StartResult>>> answers = new LinkedHashMap<>();

    private record FileState(Path called, Path real, FileTime modified, long size) {}

    /** @param limit how long an answer may take */
    VersionCheck(Spawner spawner, Duration limit) {
        this.spawner = spawner;
        this.limit = limit;
    }

    /**
     * What speaks against the launcher; empty when it answered well.
     *
     * @param command the launcher with {@code --version}
     */
    Optional<StartResult> objection(Spawner.Command command) {
        FileState state;
        try {
            state = state(command.executable());
        } catch (IOException e) {
            return Optional.of(new Failed(command.executable() + " cannot be looked at: " + e.getMessage()));
        }
        FutureTask<Optional<StartResult>> answer = answer(state, command);
        // does nothing where another thread runs it already
        answer.run();
        Optional<StartResult> objection;
        try {
            objection = answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Failed("The start was interrupted."));
        } catch (ExecutionException e) {
            objection =
                    Optional.of(new Failed(command.executable() + " cannot be asked for its version: " + e.getCause()));
        }
        if (objection.isPresent()) {
            forget(state, answer);
        }
        return objection;
    }

    private Optional<StartResult> ask(Spawner.Command command) throws InterruptedException, ExecutionException {
        String asked = "\"" + command.executable() + " --version\"";
        var output = new FirstOutput();
        LocalProcess launcher;
        try {
            launcher = spawner.spawn(command, output);
        } catch (IOException e) {
            return Optional.of(new Failed(asked + " could not be run: " + e.getMessage()));
        }
        Exit exit;
        try {
            exit = launcher.exit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of(new Failed(asked + " did not answer within " + limit.toMillis() + " ms."));
        } finally {
            launcher.stop();
        }
        if (exit.equals(new Exit.Code(0))) {
            return Optional.empty();
        }
        String name = command.executable().getFileName().toString();
        String remedy = KnownLaunchers.remedy(name)
                .map(known -> " To repair it: " + known + ".")
                .orElse("");
        return Optional.of(new Refused(asked + " ended with " + exit.text() + ": " + output.text() + "." + remedy));
    }

    private FutureTask<Optional<StartResult>> answer(FileState state, Spawner.Command command) {
        synchronized (answers) {
            FutureTask<Optional<StartResult>> answer =
                    answers.computeIfAbsent(state, unknown -> new FutureTask<>(() -> ask(command)));
            if (answers.size() > MOST_REMEMBERED) {
                answers.pollFirstEntry();
            }
            return answer;
        }
    }

    private void forget(FileState state, FutureTask<Optional<StartResult>> answer) {
        synchronized (answers) {
            answers.remove(state, answer);
        }
    }

    private static FileState state(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(file, file.toRealPath(), attributes.lastModifiedTime(), attributes.size());
    }
}
