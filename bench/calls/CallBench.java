package dev.mcpmanager.calls;

import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Writes calls as they come at the rate of ten million in a week, to servers with ten tools each and from two clients:
 * FILE CALLS SERVERS. Measures the room they take and what the summary of the last hour takes.
 */
final class CallBench {
    private static final long TICK = 250;
    private static final double CALLS_A_TICK = 10_000_000.0 / (Duration.ofDays(7).toMillis() / TICK);
    private static final int QUERIES = 200;

    private CallBench() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        int calls = Integer.parseInt(arguments[1]);
        int servers = Integer.parseInt(arguments[2]);
        long start = Instant.parse("2026-07-01T00:00:00Z").toEpochMilli();
        long now = start;
        try (Database database = Database.open(file, Schema.CALLS, Instant::now)) {
            var store = new CallWriteStore(database);
            var random = new Random(1);
            double cpu = -cpu();
            for (int written = 0; written < calls; now += TICK) {
                int count = (int) Math.round(CALLS_A_TICK * 2 * random.nextDouble());
                store.write(now, tick(random, now, count, servers));
                written += count;
            }
            cpu += cpu();
            long end = now;
            double bytes = Files.size(file);
            print("%,d calls in %.1f h: room for ten million", "≤ 1024 MiB", "%.0f MiB", calls, hours(now - start), bytes / calls * 1e7 / (1 << 20));
            print("CPU a call at this rate", "–", "%.0f µs", cpu / 1e3 / calls);
            var history = new CallHistory(new CallReadStore(database), () -> Instant.ofEpochMilli(end));
            query("last hour's summary, one server", () -> history.summary(Optional.of("server-0"), CallRange.HOUR));
            query("last hour's summary, all " + servers + " servers", () -> history.summary(Optional.empty(), CallRange.HOUR));
            query("last hour's history, all " + servers + " servers", () -> history.points(Optional.empty(), CallRange.HOUR));
            query("latest 100 calls of a tool", () -> history.page(
                    "server-0", kind -> kind.name().equals("tool-3"), Optional.empty(), 100));
        }
    }

    private static Map<String, CallBatch> tick(Random random, long now, int count, int servers) {
        Map<String, CallBatch> calls = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Outcome outcome = random.nextInt(20) == 0 ? Outcome.TOOL_ERROR : Outcome.OK;
            var kind = new CallKind("client-" + random.nextInt(2), "tools/call", "tool-" + random.nextInt(10), outcome);
            long micros = (long) Math.exp(8 + 1.5 * random.nextGaussian());
            var call = new Call(kind, now - micros / 1000, micros, random.nextInt(500), random.nextInt(20_000));
            calls.computeIfAbsent("server-" + random.nextInt(servers), _ -> new CallBatch(now)).add(call);
        }
        return calls;
    }

    private static void query(String what, Runnable query) {
        double[] times = new double[QUERIES];
        for (int i = 0; i < 2 * QUERIES; i++) {
            long begin = System.nanoTime();
            query.run();
            times[i % QUERIES] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        print(what + ": p50, p99", "≤ 50 ms", "%.1f ms, %.1f ms", times[QUERIES / 2], times[QUERIES * 99 / 100]);
    }

    private static double cpu() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().getAllThreadIds())
                .map(id -> Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(id)))
                .sum();
    }

    private static double hours(long millis) {
        return millis / 3_600_000.0;
    }

    private static void print(String figure, String asked, String measured, Object... values) {
        int inFigure = figure.contains("%") ? 2 : 0;
        System.out.printf(
                "| %s | %s | %s |%n",
                String.format(Locale.ROOT, figure, Arrays.copyOf(values, inFigure)),
                asked,
                String.format(Locale.ROOT, measured, Arrays.copyOfRange(values, inFigure, values.length)));
    }
}
