package dev.mcpmanager.calls;

import dev.mcpmanager.compact.Sketch;

/** The calls of one kind in one minute. For one thread. */
final class CallSums {
    private long calls;
    private long requestBytes;
    private long responseBytes;
    private final Sketch times;

    CallSums() {
        times = new Sketch();
    }

    CallSums(long calls, long requestBytes, long responseBytes, byte[] times) {
        this.calls = calls;
        this.requestBytes = requestBytes;
        this.responseBytes = responseBytes;
        this.times = Sketch.decode(times);
    }

    void add(Call call) {
        calls++;
        requestBytes += call.requestBytes();
        responseBytes += call.responseBytes();
        times.add(Sketch.bin(call.micros()), 1);
    }

    void add(CallSums other) {
        calls += other.calls;
        requestBytes += other.requestBytes;
        responseBytes += other.responseBytes;
        times.add(other.times);
    }

    long calls() {
        return calls;
    }

    long requestBytes() {
        return requestBytes;
    }

    long responseBytes() {
        return responseBytes;
    }

    Sketch times() {
        return times;
    }
}
