package dev.mcpmanager.runtime.process;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads {@code /proc}; ticks are the kernel's clock ticks since boot. Thread-safe. */
final class LinuxProcessTable implements ProcessTable {
    private static final byte[] COOKIE = (Cookie.VARIABLE + "=").getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_ENVIRONMENT = 8 << 20;
    private static final int MOST_LISTINGS = 20;
    private static final int ENVIRONMENT_ATTEMPTS = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofNanos(200_000);

    private static final String PROC = "/proc/";

    private final String self = Long.toString(ProcessHandle.current().pid());

    /**
     * Lists again until no pid is new: whoever forked and ended between the listing and the look at it has left a child,
     * which the next listing shows.
     */
    @Override
    public List<ProcessEntry> read(long cookiesSince) {
        var entries = new ArrayList<ProcessEntry>();
        var seen = new HashSet<String>();
        var buffer = new Buffer();
        int known;
        int listings = 0;
        do {
            known = seen.size();
            for (String pid : pids()) {
                if (seen.add(pid)) {
                    stat(pid, buffer).ifPresent(stat -> entries.add(entry(pid, stat, cookiesSince, buffer)));
                }
            }
            listings++;
        } while (seen.size() > known && listings < MOST_LISTINGS);
        return entries;
    }

    @Override
    public Optional<ProcessId> find(long pid) {
        return stat(Long.toString(pid), new Buffer()).map(stat -> new ProcessId(pid, stat.startTicks()));
    }

    @Override
    public boolean isSuspended(ProcessId id) {
        return stat(Long.toString(id.pid()), new Buffer())
                .filter(stat -> stat.startTicks() == id.startTicks() && stat.isSuspended())
                .isPresent();
    }

    @Override
    public long now() {
        var buffer = new Buffer();
        if (!buffer.read(PROC + "uptime")) {
            throw unavailable("cannot read /proc/uptime");
        }
        String text = buffer.text();
        String seconds = text.substring(0, text.indexOf(' '));
        return Math.round(Double.parseDouble(seconds) * Posix.clockTicksPerSecond());
    }

    private List<String> pids() {
        String[] names =
                new File(PROC).list((directory, name) -> Character.isDigit(name.charAt(0)) && !name.equals(self));
        if (names == null) {
            throw unavailable("cannot list " + PROC);
        }
        return List.of(names);
    }

    private Optional<ProcStat> stat(String pid, Buffer buffer) {
        if (!buffer.read(PROC + pid + "/stat")) {
            return Optional.empty();
        }
        return Optional.of(ProcStat.parse(buffer.text())).filter(stat -> !stat.isDead());
    }

    private ProcessEntry entry(String name, ProcStat stat, long cookiesSince, Buffer buffer) {
        boolean mayHaveCookie = stat.startTicks() >= cookiesSince && stat.virtualBytes() > 0;
        return new ProcessEntry(
                new ProcessId(Long.parseLong(name), stat.startTicks()),
                stat.parent(),
                stat.group(),
                stat.residentPages() * Posix.pageBytes(),
                Duration.ofNanos(stat.cpuTicks() * (1_000_000_000L / Posix.clockTicksPerSecond())),
                mayHaveCookie ? cookie(name, buffer) : Optional.empty());
    }

    /** Looks again at an empty environment: for a moment of its exec(2) each process has one. */
    private Optional<Cookie> cookie(String name, Buffer buffer) {
        String environ = PROC + name + "/environ";
        boolean read = buffer.read(environ);
        for (int attempt = 1; read && buffer.isEmpty() && attempt < ENVIRONMENT_ATTEMPTS; attempt++) {
            LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            read = buffer.read(environ);
        }
        return read ? buffer.valueAfter(COOKIE).flatMap(Cookie::parse) : Optional.empty();
    }

    private static ProblemException unavailable(String what) {
        return new ProblemException(new Problem.Unavailable("The machine's processes cannot be seen: " + what));
    }

    /** A file's content, reused from file to file. */
    private static final class Buffer {
        private byte[] bytes = new byte[8192];
        private int length;

        /** False when the process has ended or belongs to somebody else. */
        boolean read(String file) {
            length = 0;
            // not by a channel, which takes twice as long to open
            try (var in = new FileInputStream(file)) {
                int room;
                int count;
                do {
                    room = bytes.length - length;
                    count = Math.max(0, in.read(bytes, length, room));
                    length += count;
                    if (length == bytes.length && length < LARGEST_ENVIRONMENT) {
                        bytes = Arrays.copyOf(bytes, 2 * length);
                    }
                    // these files give all that they have and there is room for
                } while (count == room && count > 0);
                return true;
            } catch (IOException e) {
                // it ended meanwhile, or is somebody else's; unless it is we who can open nothing any more
                proveReadable();
                return false;
            }
        }

        private static void proveReadable() {
            try {
                new FileInputStream("/proc/self/stat").close();
            } catch (IOException e) {
                throw unavailable(e.toString());
            }
        }

        boolean isEmpty() {
            return length == 0;
        }

        String text() {
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }

        /** The rest of the first NUL-terminated string that begins with {@code prefix}. */
        Optional<String> valueAfter(byte[] prefix) {
            for (int start = 0; start < length; ) {
                int end = start;
                while (end < length && bytes[end] != 0) {
                    end++;
                }
                int value = start + prefix.length;
                if (value <= end && Arrays.equals(bytes, start, value, prefix, 0, prefix.length)) {
                    return Optional.of(new String(bytes, value, end - value, StandardCharsets.ISO_8859_1));
                }
                start = end + 1;
            }
            return Optional.empty();
        }
    }
}
