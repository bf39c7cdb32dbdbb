package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The words by which programs name levels, found by their bytes in any case. What is found is a set of bits: a level,
 * {@link #level}, and how far the word can be trusted. Stateless.
 */
final class LevelWords {
    static final int NOTHING = 0;
    /** The word is a level's name where a level is expected. */
    static final int NAME = 4;
    /** The word is a level's name only within brackets, before a colon or as the value of a field. */
    static final int WEAK_NAME = 8;
    /** The word tells of its level wherever it occurs. */
    static final int PROSE = 16;
    /** The word is the name of the field that has the level. */
    static final int FIELD = 32;
    /** The word belongs to a time or names a program, and so may come before the level. */
    static final int PREAMBLE = 64;
    /** The word is the name of a class of errors or warnings. */
    static final int CLASS = 128;
    /** The word denies what comes after it. */
    static final int NEGATION = 256;
    /** The word, as the value of what comes before it, denies that. */
    static final int NO_VALUE = 512;

    private static final int TELLING = NAME | WEAK_NAME | PROSE | FIELD | CLASS;

    private static final int LONGEST = 12;
    private static final int SLOTS = 512;
    private static final List<LogLevel> LEVELS = List.of(LogLevel.values());
    private static final byte[][] WORDS = new byte[SLOTS][];
    private static final short[] BITS = new short[SLOTS];
    /** By the first letter, one bit for each length that a word has. */
    private static final int[] LENGTHS = new int[32];

    static {
        add(LogLevel.ERROR, NAME | PROSE, "error errors err fatal");
        add(LogLevel.ERROR, NAME, "erro eror fata ftl critical crit severe panic emerg emergency");
        add(LogLevel.ERROR, WEAK_NAME, "alert");
        add(LogLevel.ERROR, PROSE, "failed failure panicked uncaught unhandled segmentation");
        add(LogLevel.ERROR, PROSE | WEAK_NAME, "fail exception");
        add(LogLevel.WARN, NAME | PROSE, "warn warning");
        add(LogLevel.WARN, NAME, "wrn");
        add(LogLevel.WARN, PROSE, "caution warnings");
        add(LogLevel.DEBUG, NAME | PROSE, "debug trace verbose");
        add(LogLevel.DEBUG, NAME, "dbg debu dbug trc trac trce silly");
        add(LogLevel.DEBUG, WEAK_NAME, "fine finer finest");
        add(LogLevel.INFO, NAME, "info inf information");
        add(LogLevel.INFO, WEAK_NAME, "notice note log hint detail statement context config system http success");
        add(LogLevel.DEBUG, FIELD, "level lvl severity loglevel log_level levelname level_name");
        add(LogLevel.DEBUG, PREAMBLE, "jan feb mar apr may jun jul aug sep oct nov dec");
        add(LogLevel.DEBUG, NEGATION | NO_VALUE, "0");
        add(LogLevel.DEBUG, NEGATION, "no zero without not never non");
        add(LogLevel.DEBUG, NO_VALUE, "none null nil false undefined");
        add(LogLevel.DEBUG, PREAMBLE, "mon tue wed thu fri sat sun am pm utc gmt cet cest npm pnpm php");
    }

    private LevelWords() {}

    private static void add(LogLevel level, int trust, String words) {
        for (String word : words.split(" ", -1)) {
            byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
            int slot = slot(bytes, 0, bytes.length);
            WORDS[slot] = bytes;
            LENGTHS[bytes[0] & 0x1f] |= 1 << bytes.length;
            BITS[slot] = (short) bits(level, trust);
        }
    }

    /** The bits of a word, or {@link #NOTHING}. */
    static int find(byte[] buffer, int from, int to) {
        int length = to - from;
        // most words are none of these by their first letter and length
        if (length == 0 || length > LONGEST || (LENGTHS[buffer[from] & 0x1f] >>> length & 1) == 0) {
            return NOTHING;
        }
        return BITS[slot(buffer, from, to)];
    }

    static boolean isField(byte[] buffer, int from, int to) {
        return (find(buffer, from, to) & FIELD) != 0;
    }

    /** Whether the word may tell a level, where it stands. */
    static boolean isTelling(int bits) {
        return (bits & TELLING) != 0;
    }

    /** The bits of a name of a level. */
    static int name(LogLevel level) {
        return bits(level, NAME);
    }

    static int bits(LogLevel level, int trust) {
        return trust | LEVELS.indexOf(level);
    }

    static LogLevel level(int bits) {
        return LEVELS.get(bits & 3);
    }

    /** Where a word is, or where it would be. */
    private static int slot(byte[] buffer, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + fold(buffer[i]);
        }
        int slot = (hash ^ hash >>> 9) & SLOTS - 1;
        while (WORDS[slot] != null && !same(WORDS[slot], buffer, from, to)) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }

    private static boolean same(byte[] word, byte[] buffer, int from, int to) {
        if (word.length != to - from) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (word[i] != fold(buffer[from + i])) {
                return false;
            }
        }
        return true;
    }

    /** Lower case of a letter, and of an underscore itself. */
    private static byte fold(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter | 0x20) : letter;
    }
}
