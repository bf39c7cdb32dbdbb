package dev.mcpmanager.supervision;

import java.util.Locale;

/** What a {@link LifecycleEvent} tells. */
public enum EventKind {
    /** A start was asked for, by a user or by the manager's own start. */
    START_REQUESTED,
    /** Where it is to run, or runs, such as a container engine, cannot be reached; it is waited for. */
    UNREACHABLE,
    /** Somebody must sign in to it, the first time, again or for more permissions; the message says where. */
    SIGN_IN_NEEDED,
    /** Somebody has signed in to it, or it demands that no more; the message says which. */
    SIGNED_IN,
    /** What the place where it runs tells: how far an image is pulled, that its container was paused. */
    NOTICE,
    /** The process or container exists. */
    SPAWNED,
    /** It answers MCP, or, for transport http, has stayed alive. */
    READY,
    /** It runs, but does not answer MCP; the message says why. */
    MCP_UNAVAILABLE,
    STOP_REQUESTED,
    RESTART_REQUESTED,
    /** It failed so many checks of its health that it is ended and started again; the message says why. */
    UNHEALTHY,
    /** The main process ended; {@code exit} says how. */
    EXITED,
    /** Nothing of the run lives any more. */
    STOPPED,
    /** It will be started again after the wait that the message names. */
    RESTART_SCHEDULED,
    /** It is in status error; the message says why, {@code stderr} has its last words. */
    FAILED,
    /** Like {@link #FAILED}: given up after it failed again and again. */
    CRASH_LOOP,
    /** Processes that an earlier manager left behind were ended. */
    LEFTOVERS_ENDED;

    /** As written in JSON and in the database, such as {@code restart-scheduled}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static EventKind parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
