package dev.mcpmanager.calls;

/**
 * One call that has ended; without its arguments and its result. Immutable.
 *
 * @param startedAt in milliseconds since 1970
 * @param micros how long it took
 * @param requestBytes of the params
 * @param responseBytes of the result or the error; 0 without one
 */
public record Call(CallKind kind, long startedAt, long micros, long requestBytes, long responseBytes) {}
