package dev.mcpmanager.runtime.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The calls of the C library that Java does not offer. Thread-safe. */
final class Posix {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;
    static final int SIGCONT = System.getProperty("os.name").startsWith("Linux") ? 18 : 19;

    // Linux's numbers; only LinuxProcessTable asks
    private static final int SC_CLK_TCK = 2;
    private static final int SC_PAGESIZE = 30;

    private static final MethodHandle KILL = link("kill", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle PIPE = link("pipe", JAVA_INT, ADDRESS);
    private static final MethodHandle CLOSE = link("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle WAITPID = link("waitpid", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle STRERROR = link("strerror", ADDRESS, JAVA_INT);
    private static final MethodHandle SYSCONF = link("sysconf", JAVA_LONG, JAVA_INT);

    private Posix() {}

    /**
     * Sends a signal, as kill(2).
     *
     * @param target a pid, or the id of a process group negated
     * @return whether there was anybody who could be signalled
     */
    static boolean kill(long target, int signal) {
        if (Math.abs(target) <= 1) {
            throw new IllegalArgumentException("neither a process nor a group of ours: " + target);
        }
        try {
            return (int) KILL.invokeExact(Math.toIntExact(target), signal) == 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A new pipe's two descriptors: to read from, to write to. */
    static int[] pipe() throws IOException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            if ((int) PIPE.invokeExact(ends) == 0) {
                return ends.toArray(JAVA_INT);
            }
        } catch (Throwable e) {
            throw unexpected(e);
        }
        throw new IOException("no pipe can be made: too many files are open");
    }

    static void close(int descriptor) {
        try {
            var _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Blocks until a child of ours has ended, and forgets it; its status as of waitpid(2). */
    static int awaitEnd(long pid) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            if ((int) WAITPID.invokeExact(Math.toIntExact(pid), status, 0) != pid) {
                throw new IllegalStateException("process " + pid + " is no child that can be waited for");
            }
            return status.get(JAVA_INT, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** What an error number says, such as "Permission denied". */
    @SuppressWarnings("restricted") // the C library's text ends with NUL
    static String describe(int error) {
        try {
            return ((MemorySegment) STRERROR.invokeExact(error))
                    .reinterpret(Long.MAX_VALUE)
                    .getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long clockTicksPerSecond() {
        return sysconf(SC_CLK_TCK);
    }

    static long pageBytes() {
        return sysconf(SC_PAGESIZE);
    }

    private static long sysconf(int name) {
        try {
            return (long) SYSCONF.invokeExact(name);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @SuppressWarnings("restricted") // allowed by Enable-Native-Access in the jar's manifest
    static MethodHandle link(String function, ValueLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function), FunctionDescriptor.of(result, arguments));
    }

    static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a call of the C library failed", e);
    }
}
