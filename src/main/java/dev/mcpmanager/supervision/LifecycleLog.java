package dev.mcpmanager.supervision;

import dev.mcpmanager.event.Subscriber;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogLevel;

/** Writes what happens to servers into their logs. For one thread, which it may block. */
final class LifecycleLog implements Subscriber<LifecycleEventRecorded> {

    /** Most events that may wait to be written. */
    static final int CAPACITY = 10_000;

    private final LogCaptures logs;

    LifecycleLog(LogCaptures logs) {
        this.logs = logs;
    }

    @Override
    public void received(LifecycleEventRecorded recorded) {
        LifecycleEvent event = recorded.event();
        logs.find(event.serverId())
                .ifPresent(log -> log.system(
                        event.run(), level(event.kind()), event.kind().text() + ": " + event.message()));
    }

    private static LogLevel level(EventKind kind) {
        return switch (kind) {
            case FAILED, CRASH_LOOP -> LogLevel.ERROR;
            case MCP_UNAVAILABLE, UNREACHABLE, SIGN_IN_NEEDED, UNHEALTHY, RESTART_SCHEDULED, LEFTOVERS_ENDED ->
                LogLevel.WARN;
            case START_REQUESTED,
                    SIGNED_IN,
                    NOTICE,
                    SPAWNED,
                    READY,
                    STOP_REQUESTED,
                    RESTART_REQUESTED,
                    EXITED,
                    STOPPED -> LogLevel.INFO;
        };
    }
}
