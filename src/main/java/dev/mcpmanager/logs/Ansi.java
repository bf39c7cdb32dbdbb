package dev.mcpmanager.logs;

/** Escape sequences by which programs colour what they print to terminals; stateless. */
final class Ansi {
    static final byte ESCAPE = 0x1b;
    private static final byte BELL = 0x07;

    private Ansi() {}

    /**
     * Copies bytes without the escape sequences among them.
     *
     * @param plain at least as long as what is copied
     * @return how many bytes were left
     */
    static int strip(byte[] buffer, int from, int to, byte[] plain) {
        int length = 0;
        int at = from;
        while (at < to) {
            if (buffer[at] == ESCAPE) {
                at = skip(buffer, at, to);
            } else {
                plain[length++] = buffer[at++];
            }
        }
        return length;
    }

    private static int skip(byte[] buffer, int escape, int to) {
        int at = escape + 1;
        if (at == to) {
            return to;
        }
        return switch (buffer[at]) {
            case '[' -> {
                at++;
                while (at < to && (buffer[at] < 0x40 || buffer[at] > 0x7e)) {
                    at++;
                }
                yield Math.min(to, at + 1);
            }
            case ']' -> {
                // a title or a link, ended by a bell or by another escape and a backslash
                while (at < to && buffer[at] != BELL && buffer[at] != ESCAPE) {
                    at++;
                }
                yield at < to && buffer[at] == ESCAPE ? Math.min(to, at + 2) : Math.min(to, at + 1);
            }
            default -> at + 1;
        };
    }
}
