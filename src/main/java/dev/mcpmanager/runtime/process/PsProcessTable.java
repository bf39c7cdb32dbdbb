package dev.mcpmanager.runtime.process;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks {@code ps}, for platforms without {@code /proc}; ticks are seconds since 1970. Sees no cookies: there a process
 * that left its group and lost its parent is not found. Thread-safe.
 */
final class PsProcessTable implements ProcessTable {
    private static final String COLUMNS = "pid=,ppid=,pgid=,stat=,rss=,time=,lstart=";
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);

    private final long self = ProcessHandle.current().pid();

    @Override
    public List<ProcessEntry> read(long cookiesSince) {
        return ps("-axo", COLUMNS);
    }

    @Override
    public Optional<ProcessId> find(long pid) {
        return ps("-o", COLUMNS, "-p", Long.toString(pid)).stream()
                .map(ProcessEntry::id)
                .findFirst();
    }

    @Override
    public boolean isSuspended(ProcessId id) {
        return run("-o", "stat=", "-p", Long.toString(id.pid())).text().startsWith("T");
    }

    /** Later than everything: {@code ps} tells no time, so a group that has the pid is taken for the run's. */
    @Override
    public long now() {
        return Long.MAX_VALUE;
    }

    private List<ProcessEntry> ps(String... arguments) {
        Said said = run(arguments);
        return said.text()
                .lines()
                .map(PsProcessTable::parse)
                .flatMap(Optional::stream)
                .filter(entry -> entry.pid() != self && entry.pid() != said.pid())
                .toList();
    }

    /** What {@code ps}, as process {@code pid}, said. */
    private record Said(String text, long pid) {}

    private static Said run(String... arguments) {
        var command = new ArrayList<String>(List.of("ps"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        try {
            Process ps = builder.start();
            return new Said(new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8), ps.pid());
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem.Unavailable("The machine's processes cannot be seen: " + e.getMessage()), e);
        }
    }

    /** Empty for a zombie. */
    static Optional<ProcessEntry> parse(String line) {
        String[] fields = line.strip().split("\\s+", 8);
        if (fields[3].startsWith("Z")) {
            return Optional.empty();
        }
        // without the day's name, which says nothing new
        String started = String.join(" ", fields[7].strip().split("\\s+"));
        return Optional.of(new ProcessEntry(
                new ProcessId(
                        Long.parseLong(fields[0]),
                        LocalDateTime.parse(started, STARTED).toEpochSecond(ZoneOffset.UTC)),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[4]) * 1024,
                cpuTime(fields[5]),
                Optional.empty()));
    }

    /** Parses {@code [days-][hours:]minutes:seconds[.fraction]}. */
    private static Duration cpuTime(String text) {
        int dash = text.indexOf('-');
        double seconds = 0;
        for (String part : text.substring(dash + 1).split(":", -1)) {
            seconds = seconds * 60 + Double.parseDouble(part);
        }
        long days = dash < 0 ? 0 : Long.parseLong(text.substring(0, dash));
        return Duration.ofDays(days).plusMillis(Math.round(seconds * 1000));
    }
}
