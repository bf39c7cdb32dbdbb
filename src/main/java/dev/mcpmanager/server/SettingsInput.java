package dev.mcpmanager.server;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;

/** Reads the objects {@code restart}, {@code health} and {@code config}; what is absent has its default. Stateless. */
final class SettingsInput {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MAX_FAILURES = 1000;
    private static final int MAX_THRESHOLD = 100;
    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 599;
    private static final int MAX_BODY = 1_000;
    private static final int MAX_SESSIONS = 1_000;
    private static final int MAX_DISABLED_TOOLS = 10_000;

    private SettingsInput() {}

    static RestartSettings restart(InputObject input) {
        RestartSettings standard = RestartSettings.DEFAULT;
        RestartPolicy policy = standard.policy();
        Optional<String> word = input.text("policy");
        if (word.isPresent()) {
            Optional<RestartPolicy> parsed = RestartPolicy.parse(word.get());
            if (parsed.isEmpty()) {
                input.refuse("policy", "must be never, on-failure or always");
            }
            policy = parsed.orElse(policy);
        }
        var restart = new RestartSettings(
                policy,
                input.duration("backoff", standard.backoff(), SHORTEST, HOUR),
                input.duration("maxBackoff", standard.maxBackoff(), SHORTEST, DAY),
                input.duration("stableAfter", standard.stableAfter(), SHORTEST, DAY),
                input.integer("maxFailures", 1, MAX_FAILURES).orElse(standard.maxFailures()),
                input.duration("failureWindow", standard.failureWindow(), SHORTEST, DAY));
        if (restart.maxBackoff().compareTo(restart.backoff()) < 0) {
            input.refuse("maxBackoff", "must not be shorter than backoff");
        }
        input.refuseUnknown();
        return restart;
    }

    static HealthSettings health(InputObject input) {
        HealthSettings standard = HealthSettings.DEFAULT;
        Duration interval = input.duration("interval", standard.interval(), SHORTEST_INTERVAL, DAY);
        // a short interval alone is enough: the default timeout then shrinks to it
        Duration timeout = standard.timeout().compareTo(interval) < 0 ? standard.timeout() : interval;
        var health = new HealthSettings(
                interval,
                input.duration("timeout", timeout, SHORTEST, DAY),
                input.integer("failureThreshold", 1, MAX_THRESHOLD).orElse(standard.failureThreshold()),
                input.integer("successThreshold", 1, MAX_THRESHOLD).orElse(standard.successThreshold()),
                input.integer("restartAfter", 1, MAX_THRESHOLD),
                input.integer("expectedStatus", MIN_STATUS, MAX_STATUS),
                expectedBody(input));
        if (health.timeout().compareTo(health.interval()) > 0) {
            input.refuse("timeout", "must not be longer than interval");
        }
        input.refuseUnknown();
        return health;
    }

    private static Optional<String> expectedBody(InputObject input) {
        Optional<String> text = input.text("expectedBody");
        if (text.filter(each -> each.isEmpty() || each.length() > MAX_BODY).isPresent()) {
            input.refuse("expectedBody", "must have 1 to " + MAX_BODY + " characters");
        }
        return text;
    }

    /** Reads all but {@code headers}, which is for {@link LaunchInput}. */
    static ServerConfig config(InputObject input) {
        ServerConfig standard = ServerConfig.DEFAULT;
        SessionMode sessions = sessions(input);
        Optional<Integer> maxSessions = input.integer("maxSessions", 1, MAX_SESSIONS);
        return new ServerConfig(
                input.duration("startTimeout", standard.startTimeout(), SHORTEST, HOUR),
                input.duration("stopTimeout", standard.stopTimeout(), SHORTEST, HOUR),
                logs(input.object("logs")),
                ContainerInput.read(input.object("container")),
                sessions,
                // so that a change back to shared need not take it away
                maxSessions.filter(_ -> sessions == SessionMode.DEDICATED).orElse(standard.maxSessions()),
                input.bool("offered").orElse(standard.offered()),
                new LinkedHashSet<>(input.texts("disabledTools", MAX_DISABLED_TOOLS)),
                input.bool("wireTrace").orElse(standard.wireTrace()));
    }

    private static SessionMode sessions(InputObject input) {
        Optional<String> word = input.text("sessions");
        Optional<SessionMode> mode = word.flatMap(SessionMode::parse);
        if (word.isPresent() && mode.isEmpty()) {
            input.refuse("sessions", "must be shared or dedicated");
        }
        return mode.orElse(ServerConfig.DEFAULT.sessions());
    }

    private static LogLimits logs(InputObject input) {
        Optional<Duration> maxAge = input.value("maxAge")
                .map(_ -> input.duration("maxAge", LogLimits.MIN_AGE, LogLimits.MIN_AGE, LogLimits.MAX_AGE));
        var limits = new LogLimits(maxAge, input.size("maxSize", LogLimits.MIN_BYTES, LogLimits.MAX_BYTES));
        input.refuseUnknown();
        return limits;
    }
}
