package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds a level among the words of a line; stateless. */
final class LevelScan {
    /** There are escape sequences among the words: they must be taken out first. */
    static final int COLOURED = -1;

    private static final byte[] ERROR = ascii("Error");
    private static final byte[] EXCEPTION = ascii("Exception");
    private static final byte[] WARNING = ascii("Warning");

    /** Shorter words are no class of errors. */
    private static final int SHORTEST_CLASS = 6;

    private static final boolean[] IS_WORD = new boolean[256];

    static {
        for (int character = 0; character < 128; character++) {
            IS_WORD[character] = Character.isLetterOrDigit(character) || character == '_';
        }
    }

    private LevelScan() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isWord(byte character) {
        return IS_WORD[character & 0xff];
    }

    static boolean isLetter(byte character) {
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    }

    /** What the line tells: a name's or prose's bits of {@link LevelWords}, or nothing; or {@link #COLOURED}. */
    static int find(byte[] buffer, int from, int to) {
        int told = LevelWords.NOTHING;
        int prose = 0;
        boolean quoted = false;
        int at = from;
        while (true) {
            int start = WordBytes.next(buffer, at, to);
            if (start == to) {
                return told;
            }
            if (buffer[start] == Escapes.ESC) {
                return COLOURED;
            }
            if (buffer[start] == '"') {
                quoted = !quoted;
                at = start + 1;
                continue;
            }
            at = WordBytes.end(buffer, start, to);
            int bits = LevelWords.find(buffer, start, at);
            if (bits == LevelWords.NOTHING && at - start > SHORTEST_CLASS) {
                bits = ofClass(buffer, start, at);
            }
            if (LevelWords.isTelling(bits)) {
                var word = new LevelWord(buffer, from, to, start, at, bits);
                int found = word.told(prose, quoted);
                if ((found & LevelWords.NAME) != 0) {
                    return found;
                }
                told = worse(told, found);
            }
            if (prose <= LevelWord.PROSE_BEFORE_CAPITALS) {
                prose += isProse(buffer, from, to, start, at) && (bits & LevelWords.PREAMBLE) == 0 ? 1 : 0;
            } else if (!quoted && isError(told)) {
                return told;
            }
        }
    }

    private static boolean isError(int told) {
        return told != LevelWords.NOTHING && LevelWords.level(told) == LogLevel.ERROR;
    }

    private static boolean isProse(byte[] buffer, int from, int to, int start, int end) {
        return isLetter(buffer[start]) && (start == from || buffer[start - 1] == ' ') && end < to && buffer[end] == ' ';
    }

    private static int worse(int told, int found) {
        if (told == LevelWords.NOTHING || found == LevelWords.NOTHING) {
            return told | found;
        }
        return LevelWords.level(found).compareTo(LevelWords.level(told)) > 0 ? found : told;
    }

    /** What a word says that is a class's name, such as {@code TypeError} and {@code DeprecationWarning}. */
    private static int ofClass(byte[] buffer, int from, int to) {
        return switch (buffer[to - 1]) {
            case 'r', 'n' ->
                endsAsError(buffer, from, to) ? LevelWords.bits(LogLevel.ERROR, LevelWords.CLASS) : LevelWords.NOTHING;
            case 'g' ->
                ends(WARNING, buffer, from, to) ? LevelWords.bits(LogLevel.WARN, LevelWords.CLASS) : LevelWords.NOTHING;
            default -> LevelWords.NOTHING;
        };
    }

    static boolean endsAsError(byte[] buffer, int from, int to) {
        return ends(ERROR, buffer, from, to) || ends(EXCEPTION, buffer, from, to);
    }

    private static boolean ends(byte[] text, byte[] buffer, int from, int to) {
        return to - from > text.length && Arrays.equals(buffer, to - text.length, to, text, 0, text.length);
    }
}
