package dev.mcpmanager.supervision;

import dev.mcpmanager.oauth.SignInState;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.StopResult;
import java.util.List;

/** What may happen to a server: a user's wish, or news of its run. Immutable. News of an earlier run changes nothing. */
sealed interface Command {

    /**
     * The user, or the manager's own start, wants it to run.
     *
     * @param reason who wants it, such as {@code requested} or {@code autostart}
     */
    record Start(String reason) implements Command {}

    record Stop(String reason) implements Command {}

    record Restart(String reason) implements Command {}

    /** The run exists as {@code what}, such as {@code process 4711}. */
    record Spawned(long run, String what) implements Command {}

    /** It cannot be started as it is defined. */
    record SpawnRefused(long run, String reason) implements Command {}

    /** It could not be started this time. */
    record SpawnFailed(long run, String reason) implements Command {}

    /** A run of an earlier manager goes on and is this manager's now. */
    record Adopted(long run) implements Command {}

    /** The place where it is to run, or runs, cannot be reached now; {@link Woken} follows when a start is to be tried again. */
    record PlaceAway(long run, String reason) implements Command {}

    /** Somebody must sign in to it before it can be started; {@link Woken} follows when somebody has. */
    record SignInAwaited(long run, String reason) implements Command {}

    /** How the manager stands with a server that wants a sign-in is another than before. */
    record SignInChanged(SignInState signIn, boolean isOver) implements Command {}

    /** The place where it runs has something to tell of it. */
    record Noticed(long run, String message) implements Command {}

    /** It is ready to be used; {@code message} says what it offers. */
    record Ready(long run, String message) implements Command {}

    /** It lives, but does not speak MCP (any more). */
    record McpLost(long run, String reason) implements Command {}

    /** It failed so many checks of its health that it is to be started again. */
    record Unhealthy(long run, String reason) implements Command {}

    /** The main process has ended. */
    record Exited(long run, Exit exit) implements Command {}

    /** The attempt to end all of the run is over. */
    record Terminated(long run, StopResult result) implements Command {}

    /** The wait before a start is over. */
    record Woken(long run) implements Command {}

    /** Processes of an earlier manager were found and ended, but for {@code survivors}. */
    record LeftoversFound(List<Long> pids, List<Long> survivors) implements Command {
        public LeftoversFound {
            pids = List.copyOf(pids);
            survivors = List.copyOf(survivors);
        }
    }
}
