package dev.mcpmanager.health;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.server.HealthSettings;
import dev.mcpmanager.storage.Database;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Probes servers over HTTP each 30 s, of which a share never answers, stores and tells what it finds, and measures its CPU
 * time and how late probes begin: FILE SERVERS HANGING_PERCENT PORT_THAT_ANSWERS PORT_THAT_HANGS WARM_SECONDS SECONDS.
 */
final class ProbeBench {
    private static final HealthSettings SETTINGS = HealthSettings.DEFAULT;

    private ProbeBench() {}

    public static void main(String[] arguments) throws Exception {
        int servers = Integer.parseInt(arguments[1]);
        int hanging = Integer.parseInt(arguments[2]);
        InstantSource wall = InstantSource.system();
        var clock = new HealthClock(wall, System::nanoTime);
        var intervals = new IntervalTracker(clock);
        var bus = new EventBus();
        var skews = new ConcurrentLinkedQueue<Long>();
        var probes = new AtomicLong();
        var busy = new AtomicInteger();
        var mostBusy = new AtomicInteger();
        try (Database database = Database.open(Path.of(arguments[0]), wall);
                HttpClient http = HttpProbe.client();
                var recorder = new HealthRecorder(new HealthWriteStore(database), intervals);
                var timers = new ThreadTimers();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stalls = new StallWatch(System::nanoTime);
            timers.every(StallWatch.PERIOD, stalls::tick);
            var watched = new ConcurrentHashMap<String, WatchedServer>();
            var schedule = new HealthSchedule(
                    timers, threads, stalls, System::nanoTime, clock::instant, (id, result) -> watched.get(id).checked(result));
            for (int i = 0; i < servers; i++) {
                String id = "0b5f6f0e-5f0a-4c1e-%06d".formatted(i);
                database.writeLater("server " + id, handle -> handle.execute(
                        "insert into servers (id, name, type, created_at, updated_at) values (?, ?, 'command', '', '')", id, id));
                String port = arguments[i % 100 < hanging ? 4 : 3];
                var probe = new HttpProbe(http, new HttpCheck(
                        URI.create("http://127.0.0.1:" + port + "/health"), Optional.empty(), Optional.empty()));
                var server = new WatchedServer(id, intervals, recorder, bus, clock, (_, _, _) -> {});
                watched.put(id, server);
                server.lived(dev.mcpmanager.supervision.EventKind.READY, 1, "");
                schedule.watch(new Target(id, SETTINGS, Duration.ZERO, timeout -> {
                    skews.add(SETTINGS.interval().toNanos() - Phase.next(id, SETTINGS.interval(), System.nanoTime()));
                    mostBusy.accumulateAndGet(busy.incrementAndGet(), Math::max);
                    try {
                        return probe.check(timeout);
                    } finally {
                        probes.incrementAndGet();
                        busy.decrementAndGet();
                    }
                }));
            }
            Thread.sleep(Duration.ofSeconds(Long.parseLong(arguments[5])));
            skews.clear();
            mostBusy.set(0);
            probes.set(0);
            long cpu = cpu();
            long began = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(Long.parseLong(arguments[6])));
            double seconds = (System.nanoTime() - began) / 1e9;
            double share = (cpu() - cpu) / 1e7 / seconds;
            long[] late = skews.stream().mapToLong(Long::longValue).sorted().toArray();
            long unhealthy = watched.values().stream().filter(each -> each.current().state() != HealthState.HEALTHY).count();
            Table.row("HTTP probes, " + hanging + " % of which hang", "–", "%.0f a second, at most %d at a time; %d of %d servers not healthy",
                    probes.get() / seconds, mostBusy.get(), unhealthy, servers);
            Table.row("… CPU", "≤ 10 % of one core", "%.1f %%", share);
            Table.row("… begin late, p50, p99, worst", "p99 ≤ 50 ms", "%.1f, %.1f, %.1f ms",
                    late[late.length / 2] / 1e6, late[late.length * 99 / 100] / 1e6, late[late.length - 1] / 1e6);
            System.exit(0);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
