package dev.mcpmanager.runtime.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts by posix_spawn(3) of the GNU C library: one exec, where {@link ProcessBuilder} with {@code setsid} needs three,
 * and the group is there as soon as the process is. Thread-safe.
 */
final class PosixSpawn implements ProcessStart {

    // Linux's numbers
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final int ENOEXEC = 8;

    private static final Path SHELL = Path.of("/bin/sh");

    /** More than any of the library's structures takes. */
    private static final int STRUCTURE_BYTES = 512;

    private static final int ALIGNMENT = 16;

    /** Closes the manager's files; glibc has it from 2.34, other C libraries do not. */
    private static final String CLOSE_FROM = "posix_spawn_file_actions_addclosefrom_np";

    @Override
    public Child start(Spawner.Command command, Pipe in, Pipe out, Pipe err) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var spawn = new Call(arena, command, in, out, err);
            try {
                int error = spawn.run(command.executable(), command.arguments());
                if (error == ENOEXEC) {
                    // as execvp(3) does with a script that does not name its interpreter
                    var script = new ArrayList<String>();
                    script.add(command.executable().toString());
                    script.addAll(command.arguments());
                    error = spawn.run(SHELL, script);
                }
                if (error != 0) {
                    throw new IOException(command.executable() + ": " + Posix.describe(error));
                }
                return new Spawned(spawn.pid());
            } finally {
                spawn.destroy();
            }
        }
    }

    static boolean isAvailable() {
        return Linker.nativeLinker().defaultLookup().find(CLOSE_FROM).isPresent();
    }

    private record Spawned(long pid) implements Child {

        @Override
        public int awaitEnd() {
            int status = Posix.awaitEnd(pid);
            int signal = status & 0x7f;
            return signal == 0 ? status >> 8 & 0xff : 128 + signal;
        }
    }

    /** The C structures of one start. */
    private static final class Call {
        private static final MethodHandle SPAWN =
                Posix.link("posix_spawn", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        private static final MethodHandle ATTRIBUTES = Posix.link("posix_spawnattr_init", JAVA_INT, ADDRESS);
        private static final MethodHandle FLAGS = Posix.link("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
        private static final MethodHandle MASK = Posix.link("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);
        private static final MethodHandle ACTIONS = Posix.link("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
        private static final MethodHandle DUP =
                Posix.link("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
        private static final MethodHandle CHDIR =
                Posix.link("posix_spawn_file_actions_addchdir_np", JAVA_INT, ADDRESS, ADDRESS);
        private static final MethodHandle CLOSE = Posix.link(CLOSE_FROM, JAVA_INT, ADDRESS, JAVA_INT);
        private static final MethodHandle DESTROY = Posix.link("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);

        private final Arena arena;
        private final MemorySegment pid;
        private final MemorySegment attributes;
        private final MemorySegment actions;
        private final MemorySegment environment;

        Call(Arena arena, Spawner.Command command, Pipe in, Pipe out, Pipe err) {
            this.arena = arena;
            this.pid = arena.allocate(JAVA_INT);
            this.attributes = structure();
            this.actions = structure();
            this.environment = strings(command.markedEnvironment().entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .toList());
            try {
                check((int) ATTRIBUTES.invokeExact(attributes));
                check((int) FLAGS.invokeExact(attributes, (short) (SETSID | SETSIGMASK)));
                // the JVM's threads block SIGQUIT, which a server must not inherit
                check((int) MASK.invokeExact(attributes, structure()));
                check((int) ACTIONS.invokeExact(actions));
                check((int) DUP.invokeExact(actions, in.readEnd(), 0));
                check((int) DUP.invokeExact(actions, out.writeEnd(), 1));
                check((int) DUP.invokeExact(actions, err.writeEnd(), 2));
                check((int) CLOSE.invokeExact(actions, 3));
                if (command.directory().isPresent()) {
                    MemorySegment directory =
                            arena.allocateFrom(command.directory().get().toString());
                    check((int) CHDIR.invokeExact(actions, directory));
                }
            } catch (Throwable e) {
                throw Posix.unexpected(e);
            }
        }

        /** @return 0, or the number of the error */
        int run(Path executable, List<String> arguments) {
            var all = new ArrayList<String>();
            all.add(executable.toString());
            all.addAll(arguments);
            MemorySegment file = arena.allocateFrom(executable.toString());
            try {
                return (int) SPAWN.invokeExact(pid, file, actions, attributes, strings(all), environment);
            } catch (Throwable e) {
                throw Posix.unexpected(e);
            }
        }

        long pid() {
            return pid.get(JAVA_INT, 0);
        }

        void destroy() {
            try {
                check((int) DESTROY.invokeExact(actions));
            } catch (Throwable e) {
                throw Posix.unexpected(e);
            }
        }

        private MemorySegment structure() {
            return arena.allocate(STRUCTURE_BYTES, ALIGNMENT);
        }

        /** An array of C strings that ends with NULL. */
        private MemorySegment strings(List<String> texts) {
            MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
            for (int i = 0; i < texts.size(); i++) {
                array.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
            }
            return array;
        }

        private static void check(int error) {
            if (error != 0) {
                throw new IllegalStateException("a start cannot be prepared: " + Posix.describe(error));
            }
        }
    }
}
