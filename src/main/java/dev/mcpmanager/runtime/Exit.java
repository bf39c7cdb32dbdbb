package dev.mcpmanager.runtime;

/** How a run ended. */
public sealed interface Exit {

    /** It exited by itself. */
    record Code(int code) implements Exit {}

    /**
     * A signal ended it; {@code number} as on this platform. Runtimes are told 128 + n, as shells are, which a program
     * may also return by itself, and does to tell the same.
     */
    record Signal(int number) implements Exit {}

    /**
     * Its place to run ended it, or lost it; {@code what} says why in words and with a remedy, such as {@code code 137:
     * out of memory}.
     */
    record Cause(String what) implements Exit {}

    /** Such as {@code code 1} or {@code signal 9 (SIGKILL)}. */
    default String text() {
        return switch (this) {
            case Code(int code) -> "code " + code;
            case Cause(String what) -> what;
            case Signal(int number) -> "signal " + number + signalName(number);
        };
    }

    private static String signalName(int number) {
        String name = switch (number) {
            case 1 -> "SIGHUP";
            case 2 -> "SIGINT";
            case 3 -> "SIGQUIT";
            case 4 -> "SIGILL";
            case 6 -> "SIGABRT";
            case 8 -> "SIGFPE";
            case 9 -> "SIGKILL";
            case 11 -> "SIGSEGV";
            case 13 -> "SIGPIPE";
            case 15 -> "SIGTERM";
            default -> "";
        };
        return name.isEmpty() ? "" : " (" + name + ")";
    }
}
