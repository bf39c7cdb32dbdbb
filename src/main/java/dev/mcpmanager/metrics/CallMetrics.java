package dev.mcpmanager.metrics;

import dev.mcpmanager.calls.CallCounters.Series;
import dev.mcpmanager.calls.CallCounters.Totals;
import dev.mcpmanager.compact.Sketch;
import dev.mcpmanager.server.ServerDefinition;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The calls of clients, counted. For one thread. */
final class CallMetrics {
    /** Upper bounds, in seconds. */
    private static final List<Double> BUCKETS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

    private record Timed(String server, String method) {}

    private final Map<String, String> names;
    private final Map<Series, Totals> totals;

    /** @param totals of these servers; those of others are not told */
    CallMetrics(List<ServerDefinition> servers, Map<Series, Totals> totals) {
        this.names = servers.stream().collect(Collectors.toMap(ServerDefinition::id, ServerDefinition::name));
        this.totals = totals.entrySet().stream()
                .filter(each -> names.containsKey(each.getKey().serverId()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void addTo(MetricSnapshots.Builder all) {
        all.metricSnapshot(counter("calls", "Calls of clients that have ended.", Totals::calls));
        all.metricSnapshot(counter("call_request_bytes", "Bytes of their params.", Totals::requestBytes));
        all.metricSnapshot(counter("call_response_bytes", "Bytes of their results and errors.", Totals::responseBytes));
        all.metricSnapshot(durations());
    }

    private CounterSnapshot counter(String name, String help, ToLongFunction<Totals> value) {
        var counter = CounterSnapshot.builder().name(Metrics.PREFIX + name).help(help);
        totals.forEach((series, sums) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of(
                        "server", names.get(series.serverId()),
                        "method", series.method(),
                        "outcome", series.outcome().text()))
                .value((double) value.applyAsLong(sums))
                .build()));
        return counter.build();
    }

    private HistogramSnapshot durations() {
        Map<Timed, Sketch> times = new HashMap<>();
        totals.forEach((series, sums) -> times.computeIfAbsent(
                        new Timed(names.getOrDefault(series.serverId(), ""), series.method()), _ -> new Sketch())
                .add(sums.times()));
        var histogram = HistogramSnapshot.builder()
                .name(Metrics.PREFIX + "call_duration_seconds")
                .help("How long calls took; bounds and sum are within 5 %.");
        times.forEach((timed, sketch) -> histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(Labels.of("server", timed.server(), "method", timed.method()))
                .classicHistogramBuckets(buckets(sketch))
                .sum(sketch.sum() / 1e6)
                .build()));
        return histogram.build();
    }

    private static ClassicHistogramBuckets buckets(Sketch times) {
        var buckets = ClassicHistogramBuckets.builder();
        int bin = 0;
        for (double bound : BUCKETS) {
            long count = 0;
            for (int last = Sketch.bin(Math.round(bound * 1e6)); bin <= last; bin++) {
                count += times.count(bin);
            }
            buckets.bucket(bound, count);
        }
        long rest = 0;
        for (; bin < Sketch.BINS; bin++) {
            rest += times.count(bin);
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, rest).build();
    }
}
