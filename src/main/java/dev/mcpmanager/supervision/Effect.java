package dev.mcpmanager.supervision;

import dev.mcpmanager.runtime.Exit;
import java.time.Duration;
import java.util.Optional;

/** What is to be done after a transition. Immutable. */
sealed interface Effect {

    /** Make the process of this run. */
    record Launch(long run) implements Effect {}

    /** End all of this run. */
    record Terminate(long run) implements Effect {}

    /** Send {@link Command.Woken} after {@code delay}. */
    record Wake(long run, Duration delay) implements Effect {}

    /** It has done its work: do not start it with the manager. */
    record Unwant() implements Effect {}

    /** Write down and publish what happened to this run. */
    record Tell(long run, EventKind kind, String message, Optional<Exit> exit) implements Effect {
        static Tell of(long run, EventKind kind, String message) {
            return new Tell(run, kind, message, Optional.empty());
        }
    }
}
