package dev.mcpmanager.api;

import dev.mcpmanager.calls.Call;
import java.time.Instant;

/**
 * One call of a client. Immutable.
 *
 * @param client its name, as it told; may be empty
 * @param name of the tool or prompt, or the URI of the resource; empty if the method has none
 * @param outcome {@code ok}, {@code tool-error}, {@code error}, {@code failed} or {@code cancelled}
 * @param duration in milliseconds
 */
public record CallView(
        String startedAt,
        String client,
        String method,
        String name,
        String outcome,
        double duration,
        long requestBytes,
        long responseBytes) {

    public static CallView of(Call call) {
        return new CallView(
                WireTime.text(Instant.ofEpochMilli(call.startedAt())),
                call.kind().client(),
                call.kind().method(),
                call.kind().name(),
                call.kind().outcome().text(),
                WireTime.millis(call.micros() / 1_000.0),
                call.requestBytes(),
                call.responseBytes());
    }
}
