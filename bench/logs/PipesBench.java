package dev.mcpmanager.logs;

import com.sun.management.OperatingSystemMXBean;
import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.process.ProcessRuntime;
import dev.mcpmanager.server.HealthSettings;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.RestartSettings;
import dev.mcpmanager.server.ServerConfig;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * From pipes to the disk: capture DB WRITERS seconds|lines COUNT COMMAND… | check DB WRITERS. The command gets the
 * writer's number, "seconds" or "lines", and the count; see writer.c. The classes are those of the product.
 */
final class PipesBench {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int SAMPLE_SECONDS = 10;
    private static final int MEMORY_SHARE = 2_000;

    private PipesBench() {}

    public static void main(String[] arguments) throws Exception {
        Path db = Path.of(arguments[1]);
        int writers = Integer.parseInt(arguments[2]);
        switch (arguments[0]) {
            case "capture" -> capture(db, writers, List.of(arguments).subList(3, arguments.length));
            case "check" -> check(db, writers);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        // the children's pipes have ended; nothing else keeps running
        System.exit(0);
    }

    /** Counts down when both streams have ended. */
    private record Output(RunCapture log, CountDownLatch open) implements RunOutput {
        @Override
        public void stdout(byte[] buffer, int offset, int length) {
            log.stdout(buffer, offset, length);
        }

        @Override
        public void stderr(byte[] buffer, int offset, int length) {
            log.stderr(buffer, offset, length);
        }

        @Override
        public void stdoutClosed() {
            log.stdoutEnded();
            open.countDown();
        }

        @Override
        public void stderrClosed() {
            log.stderrEnded();
            open.countDown();
        }
    }

    private static void capture(Path db, int writers, List<String> how) throws Exception {
        List<String> command = how.subList(2, how.size());
        try (LogStore store = LogStore.open(db, InstantSource.system())) {
            var captures = new LogCaptures(store, InstantSource.system());
            var runtime = new ProcessRuntime("bench", System.getenv());
            var open = new CountDownLatch(2 * writers);
            var servers = new ArrayList<RunningServer>();
            long first = store.next();
            long began = System.nanoTime();
            long cpu = SYSTEM.getProcessCpuTime();
            for (int writer = 0; writer < writers; writer++) {
                var arguments = new ArrayList<>(command.subList(1, command.size()));
                arguments.addAll(List.of(String.valueOf(writer), how.get(0), how.get(1)));
                LaunchPlan plan = plan(writer, new Launch.LocalCommand(command.getFirst(), arguments, Optional.empty(), Map.of()));
                var output = new Output(captures.of(id(writer)).run(1, List.of()), open);
                switch (runtime.start(plan, output)) {
                    case StartResult.Started(RunningServer server) -> servers.add(server);
                    case StartResult.Refused(String reason) -> throw new IOException(reason);
                    case StartResult.Failed(String reason) -> throw new IOException(reason);
                    case StartResult.Away(String reason, var _) -> throw new IOException(reason);
                    case StartResult.SignInNeeded(String reason, var _) -> throw new IOException(reason);
                }
            }
            List<Long> memory = awaitEnd(open, store);
            store.flush();
            double seconds = (System.nanoTime() - began) / 1e9;
            double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
            servers.forEach(RunningServer::stop);
            long lines = store.next() - first;
            System.out.printf("%,d lines in %.2f s until all are on disk: %,.0f lines/s, %,.0f a CPU-second of the JVM%n",
                    lines, seconds, lines / seconds, lines / cpuSeconds);
            System.out.printf("RSS in MB, every %d s: %s; dropped: %d%n", SAMPLE_SECONDS, memory,
                    captures.existing(Optional.empty()).stream().mapToLong(LogCapture::dropped).sum());
            System.out.printf("bytes a line: %.1f%n", Files.size(db) / (double) lines);
        }
    }

    /** Resident memory at each step, in MB. */
    private static List<Long> awaitEnd(CountDownLatch open, LogStore store) throws Exception {
        var memory = new ArrayList<Long>();
        long before = store.next();
        while (!open.await(SAMPLE_SECONDS, TimeUnit.SECONDS)) {
            memory.add(resident());
            long now = store.next();
            System.out.printf("  %,d lines/s%n", (now - before) / SAMPLE_SECONDS);
            before = now;
        }
        memory.add(resident());
        return memory;
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .sum();
    }

    private static String id(int writer) {
        return "writer-%03d".formatted(writer);
    }

    private static LaunchPlan plan(int writer, Launch launch) {
        ServerConfig standard = ServerConfig.DEFAULT;
        var config = new ServerConfig(
                standard.startTimeout(),
                Duration.ofSeconds(1),
                standard.logs(),
                standard.container(),
                standard.sessions(),
                standard.maxSessions(),
                standard.offered(),
                standard.disabledTools(),
                standard.wireTrace());
        return new LaunchPlan(new ServerDefinition(id(writer), id(writer), ServerType.COMMAND, launch, Transport.HTTP,
                Optional.empty(), "/mcp", Optional.empty(), false, RestartSettings.DEFAULT, HealthSettings.DEFAULT, config,
                Instant.EPOCH, Instant.EPOCH), 1, new CompletableFuture<>());
    }

    /** What the store has of one writer. */
    private static final class Found {
        private final BitSet numbers = new BitSet();
        private long lines;
        private long doubled;
        private long disordered;
        private long foreign;
        private long last;
        private boolean ended;

        void add(byte[] text, int from, int to, int writer) {
            long first = number(text, from, to);
            int space = from + Long.toString(writer).length();
            long number = number(text, space + 1, to);
            if (first != writer || number <= 0) {
                foreign++;
                return;
            }
            lines++;
            disordered += number < last ? 1 : 0;
            last = number;
            doubled += numbers.get((int) number) ? 1 : 0;
            numbers.set((int) number);
            ended |= text[to - 1] == 'd' && text[to - 4] == ' ';
        }

        long lost() {
            return numbers.length() - 1 - numbers.cardinality();
        }

        private static long number(byte[] text, int from, int to) {
            long number = 0;
            int at = from;
            while (at < to && text[at] >= '0' && text[at] <= '9') {
                number = 10 * number + text[at++] - '0';
            }
            return at == from || at == to || text[at] != ' ' ? -1 : number;
        }
    }

    /** Opens the store anew and reads every line of it. */
    private static void check(Path db, int writers) {
        var found = new Found[writers];
        for (int i = 0; i < writers; i++) {
            found[i] = new Found();
        }
        try (LogStore store = LogStore.open(db, InstantSource.system())) {
            List<Long> ids = store.blocks().between(0, Long.MAX_VALUE);
            for (int from = 0; from < ids.size(); from += MEMORY_SHARE) {
                for (long id : ids.subList(from, Math.min(ids.size(), from + MEMORY_SHARE))) {
                    store.blocks().blocks(List.of(id)).forEach(block -> add(block.lines(), found));
                }
            }
            store.inMemory(Optional.empty()).servers().values()
                    .forEach(server -> server.open().forEach(block -> add(block.text(), found)));
        }
        long lines = 0;
        long lost = 0;
        long doubled = 0;
        long disordered = 0;
        long foreign = 0;
        long unended = 0;
        long fewest = Long.MAX_VALUE;
        for (Found each : found) {
            lines += each.lines;
            lost += each.lost();
            doubled += each.doubled;
            disordered += each.disordered;
            foreign += each.foreign;
            unended += each.ended ? 0 : 1;
            fewest = Math.min(fewest, each.lines);
        }
        System.out.printf("read back after reopening: %,d lines of %d writers, %,d of the slowest; lost %d, doubled %d, "
                + "out of order %d, torn %d, writers without their last line %d%n",
                lines, writers, fewest, lost, doubled, disordered, foreign, unended);
    }

    private static void add(BlockText block, Found[] found) {
        int writer = Integer.parseInt(block.server().substring(block.server().length() - 3));
        byte[] text = block.text().array();
        for (var line = new LineCursor(block); line.advance(); ) {
            found[writer].add(text, line.start(), line.end(), writer);
        }
    }
}
