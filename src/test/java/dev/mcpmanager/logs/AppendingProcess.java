package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/** Appends numbered lines of 20 servers until it is killed, and prints how many of each are on disk. */
final class AppendingProcess {
    static final int SERVERS = 20;

    private AppendingProcess() {}

    /** Arguments: file and run. */
    public static void main(String[] arguments) {
        long run = Long.parseLong(arguments[1]);
        LogStore store = LogStore.open(Path.of(arguments[0]), InstantSource.system());
        for (int i = 0; ; i++) {
            byte[] line = "run %d line %d of a test that is killed at any moment"
                    .formatted(run, i)
                    .getBytes(StandardCharsets.UTF_8);
            for (int server = 0; server < SERVERS; server++) {
                Appends.append(store, "s" + server, run, LogSource.STDOUT, LogLevel.INFO, i, line, 0, line.length);
            }
            if (i % 5_000 == 4_999) {
                store.flush();
                System.out.println(i + 1);
            }
        }
    }
}
