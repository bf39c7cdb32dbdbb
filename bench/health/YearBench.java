package dev.mcpmanager.health;

import dev.mcpmanager.storage.Database;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Fills a database as a year of health of many servers leaves it, in the order in which it comes and with what is removed
 * on the way: fill FILE SERVERS. Measures its size and what charts and summaries take: query FILE SERVERS. Measures what adding up takes: add-up FILE SERVERS.
 */
final class YearBench {
    private static final Instant NOW = Instant.parse("2026-07-01T13:07:00Z");
    private static final long MINUTE = 60_000;
    private static final long QUARTER = 15 * MINUTE;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long INTERVAL = 30_000;
    /** Days that are made; servers and days of the year each take one of them. */
    private static final int PROFILES = 100;

    private record Profile(List<byte[]> minutes, List<byte[]> quarters, byte[] day) {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Random random = new Random(1);
    private final int servers;
    private final Database database;

    private YearBench(Path file, int servers) {
        this.servers = servers;
        this.database = Database.open(file, InstantSource.system());
    }

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        var bench = new YearBench(file, Integer.parseInt(arguments[2]));
        try (bench.database) {
            switch (arguments[0]) {
                case "fill" -> bench.fill();
                case "query" -> bench.query(file);
                case "add-up" -> bench.addUp();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    /** Response times of a server around a median of its own, and 1 % of failures. */
    private StoredCheck check(double median) {
        boolean healthy = random.nextInt(100) > 0;
        long micros = (long) (median * Math.exp(0.4 * random.nextGaussian()));
        return new StoredCheck(
                0,
                healthy,
                healthy ? OptionalLong.of(micros) : OptionalLong.empty(),
                healthy ? Optional.empty() : Optional.of("no answer from http://127.0.0.1:8080 within 5000 ms"));
    }

    private Profile profile() {
        double median = 300 * Math.exp(3 * random.nextDouble());
        var minutes = new ArrayList<byte[]>();
        var quarters = new ArrayList<byte[]>();
        var some = new TreeMap<Integer, Bucket>();
        var day = new Bucket();
        for (int quarter = 0; quarter < DAY / QUARTER; quarter++) {
            var chunk = new TreeMap<Integer, Bucket>();
            var whole = new Bucket();
            for (int minute = 0; minute < 15; minute++) {
                var bucket = new Bucket();
                for (long i = 0; i < MINUTE / INTERVAL; i++) {
                    bucket.add(check(median));
                }
                chunk.put(minute, bucket);
                whole.add(bucket);
            }
            minutes.add(BucketCodec.encode(chunk));
            some.put(quarter % 24, whole);
            if (quarter % 24 == 23) {
                quarters.add(BucketCodec.encode(some));
                some.clear();
            }
            day.add(whole);
        }
        var days = new TreeMap<Integer, Bucket>();
        days.put(0, day);
        return new Profile(minutes, quarters, BucketCodec.encode(days));
    }

    private void fill() throws Exception {
        var profiles = new ArrayList<Profile>();
        for (int i = 0; i < PROFILES; i++) {
            profiles.add(profile());
        }
        Table.row("BLOB of 15 minutes, of 6 hours, of a day, mean", "–", "%.0f, %.0f, %.0f bytes",
                profiles.stream().flatMap(each -> each.minutes().stream()).mapToInt(blob -> blob.length).average().orElseThrow(),
                profiles.stream().flatMap(each -> each.quarters().stream()).mapToInt(blob -> blob.length).average().orElseThrow(),
                profiles.stream().mapToInt(each -> each.day().length).average().orElseThrow());
        write(connection -> {
            PreparedStatement rows = connection.prepareStatement("insert into health_servers values (?, ?)");
            for (int server = 1; server <= servers; server++) {
                add(rows, server, id(server));
            }
        });
        long now = NOW.toEpochMilli();
        long today = Math.floorDiv(now, DAY) * DAY;
        for (long day = today - 365 * DAY; day < today; day += DAY) {
            long at = day;
            write(connection -> {
                intervals(connection, at);
                chunks(connection, 1440, at, profiles, Profile::day);
                if (at >= today - 92 * DAY) {
                    for (int part = 0; part < 4; part++) {
                        int number = part;
                        chunks(connection, 15, at + part * DAY / 4, profiles, profile -> profile.quarters().get(number));
                    }
                }
            });
        }
        for (long at = now - 8 * DAY; at < now; at += QUARTER) {
            long start = Math.floorDiv(at, QUARTER) * QUARTER;
            int number = (int) (Math.floorMod(start, DAY) / QUARTER);
            write(connection -> {
                chunks(connection, 1, start, profiles, profile -> profile.minutes().get(number));
                if (start > now - 30 * 60 * MINUTE) {
                    checks(connection, start);
                }
            });
            if (number % 8 == 0) {
                prune(start);
            }
        }
        prune(now);
        var store = new RollupStore(database);
        store.saveProgress(new RollupStore.Progress(Math.floorDiv(now, QUARTER) * QUARTER, today));
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void write(Work work) {
        database.write(handle -> {
            try {
                work.on(handle.getConnection());
                return 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void add(PreparedStatement rows, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            rows.setObject(i + 1, values[i]);
        }
        rows.executeUpdate();
    }

    private void prune(long now) {
        var store = new RollupStore(database);
        List<Long> all = store.servers();
        for (int i = 0; i < all.size(); i += 100) {
            store.prune(all.subList(i, Math.min(all.size(), i + 100)), now);
        }
    }

    private static String id(int server) {
        return "0b5f6f0e-5f0a-4c1e-%06d".formatted(server);
    }

    private void chunks(
            Connection connection,
            int resolution,
            long start,
            List<Profile> profiles,
            java.util.function.Function<Profile, byte[]> blob) throws SQLException {
        PreparedStatement rows = connection.prepareStatement("insert or replace into health_rollups values (?, ?, ?, ?)");
        for (int server = 1; server <= servers; server++) {
            add(rows, server, resolution, start, blob.apply(profiles.get(random.nextInt(PROFILES))));
        }
    }

    private void checks(Connection connection, long start) throws SQLException {
        for (long at = start; at < start + QUARTER; at += INTERVAL) {
            PreparedStatement rows = connection.prepareStatement("insert or replace into health_metrics values (?, ?, ?, ?, ?)");
            for (int server = 1; server <= servers; server++) {
                StoredCheck check = check(2_000);
                add(rows, 
                        server,
                        at + Phase.first(id(server), Duration.ofMillis(INTERVAL)) / 1_000_000,
                        check.healthy() ? 1 : 0,
                        check.responseMicros().isPresent() ? check.responseMicros().getAsLong() : null,
                        check.error().orElse(null));
            }
        }
    }

    /** One failure a day. */
    private void intervals(Connection connection, long day) throws SQLException {
        PreparedStatement rows = connection.prepareStatement(
                "insert or replace into health_intervals (server_id, state, reason, from_at, until_at) values (?, ?, ?, ?, ?)");
        for (int server = 1; server <= servers; server++) {
            long down = day + random.nextLong(DAY / 2);
            long up = down + random.nextLong(60 * MINUTE);
            add(rows, server, "healthy", "checks succeed", day, down);
            add(rows, server, "unhealthy", "no answer from http://127.0.0.1:8080 within 5000 ms", down, up);
            add(rows, server, "healthy", "checks succeed", up, day + DAY);
        }
    }

    private void query(Path file) throws Exception {
        var clock = new HealthClock(InstantSource.fixed(NOW), () -> 0);
        var history = new HealthHistory(database, clock);
        Table.row("database of a year of " + servers + " servers", "≤ 500 MB", "%.0f MB", Files.size(file) / 1e6);
        for (String table : new String[] {"health_metrics", "health_rollups", "health_intervals"}) {
            Table.row("… rows of " + table, "–", "%,d",
                    database.<Long>read(handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one()));
        }
        for (HealthRange range : HealthRange.values()) {
            IntConsumer chart = server -> history.points(id(server), range);
            IntConsumer summary = server -> history.summary(id(server), range);
            // until the JVM has compiled it
            for (int server = 1; server <= 1_000; server++) {
                chart.accept(server);
                summary.accept(server);
            }
            report("chart of " + range.text(), chart);
            report("summary of " + range.text(), summary);
        }
    }

    private void addUp() {
        var store = new RollupStore(database);
        RollupStore.Progress reached = store.progress();
        for (long more : new long[] {QUARTER, DAY}) {
            store.saveProgress(new RollupStore.Progress(reached.minutes() - QUARTER, reached.days() - (more == DAY ? DAY : 0)));
            long began = System.nanoTime();
            new Rollup(store).run(NOW.toEpochMilli());
            Table.row("adding up a quarter of an hour" + (more == DAY ? " and a day" : ""), "–", "%.0f ms",
                    (System.nanoTime() - began) / 1e6);
        }
    }

    /** Wall-clock and CPU time of 1,000 servers taken at random; others that want the CPU count in the first only. */
    private void report(String figure, IntConsumer work) {
        var wall = new long[1_000];
        var cpu = new long[wall.length];
        for (int i = 0; i < wall.length; i++) {
            int server = 1 + random.nextInt(servers);
            long began = System.nanoTime();
            long used = THREADS.getCurrentThreadCpuTime();
            work.accept(server);
            cpu[i] = THREADS.getCurrentThreadCpuTime() - used;
            wall[i] = System.nanoTime() - began;
        }
        Arrays.sort(wall);
        Arrays.sort(cpu);
        Table.row(figure + ": median, p99 (CPU p99)", "p99 ≤ 10 ms", "%.1f, %.1f (%.1f) ms",
                wall[500] / 1e6, wall[990] / 1e6, cpu[990] / 1e6);
    }
}
