package dev.mcpmanager.logs;

/** A word of a line that may tell its level, and what stands around it. Lives no longer than the buffer's content. */
final class LevelWord {

    /** After so many words of prose a name in capitals, or one in small letters, is no longer the line's level. */
    static final int PROSE_BEFORE_CAPITALS = 3;

    private static final int PROSE_BEFORE_COLON = 2;

    private final byte[] buffer;
    private final int from;
    private final int to;
    private final int start;
    private final int end;
    private final int bits;

    /**
     * @param from where the line begins in {@code buffer}, up to {@code to}
     * @param start where the word begins, up to {@code end}
     * @param bits of {@link LevelWords}
     */
    LevelWord(byte[] buffer, int from, int to, int start, int end, int bits) {
        this.buffer = buffer;
        this.from = from;
        this.to = to;
        this.start = start;
        this.end = end;
        this.bits = bits;
    }

    /**
     * What the word tells where it stands: a name's bits, prose's, or nothing.
     *
     * @param prose how many words of prose come before it
     * @param quoted whether it stands between double quotes
     */
    int told(int prose, boolean quoted) {
        if ((bits & LevelWords.FIELD) != 0) {
            return isKey(prose, quoted) ? LevelField.value(buffer, end, to) : LevelWords.NOTHING;
        }
        if (!quoted && isName(prose)) {
            return (bits & LevelWords.CLASS) | LevelWords.name(LevelWords.level(bits));
        }
        return (bits & (LevelWords.PROSE | LevelWords.CLASS)) != 0 && isTellingProse()
                ? LevelWords.bits(LevelWords.level(bits), LevelWords.PROSE)
                : LevelWords.NOTHING;
    }

    /** As in logfmt, in JSON after a prefix, or at the line's beginning. */
    private boolean isKey(int prose, boolean quoted) {
        return switch (at(end)) {
            case '=' -> !quoted;
            case '"' -> at(start - 1) == '"' && at(end + 1) == ':';
            case ':' -> prose == 0 && !quoted;
            default -> false;
        };
    }

    private boolean isName(int prose) {
        byte after = at(end);
        if ((bits & LevelWords.CLASS) != 0) {
            return prose <= PROSE_BEFORE_CAPITALS && (after == ':' || end == to) && at(start - 1) != '/';
        }
        if ((bits & (LevelWords.NAME | LevelWords.WEAK_NAME)) == 0) {
            return false;
        }
        boolean capitals = isCapitals();
        if (isPart(capitals) || (!capitals && isNegated())) {
            return false;
        }
        if (isOpening(at(skipSpaces(start - 1, -1))) && isClosing(at(skipSpaces(end, 1)))) {
            return capitals || prose <= PROSE_BEFORE_CAPITALS;
        }
        if (after == ':') {
            return prose <= (capitals ? PROSE_BEFORE_CAPITALS : PROSE_BEFORE_COLON);
        }
        if ((bits & LevelWords.NAME) == 0) {
            return false;
        }
        if (prose == 0) {
            // a capital letter begins a sentence, such as "Debug mode is on"
            return capitals || after != ' ' || buffer[start] >= 'a';
        }
        return capitals && prose <= PROSE_BEFORE_CAPITALS && isSetApart();
    }

    /** Whether a dash, a tab, a bracket or more than one space is at its side. */
    private boolean isSetApart() {
        byte before = at(start - 1);
        byte after = at(end);
        return isOpening(before)
                || isClosing(after)
                || isOpening(after)
                || before == '\t'
                || after == '\t'
                || (before == ' ' && at(start - 2) == ' ')
                || (after == ' ' && at(end + 1) == ' ')
                || (at(start - 2) == '-' && at(end + 1) == '-');
    }

    private boolean isTellingProse() {
        boolean error = LevelWords.level(bits) == LogLevel.ERROR;
        boolean assigned = at(start - 1) == '=' || at(end) == '=';
        boolean qualified = (bits & LevelWords.CLASS) != 0 && at(start - 1) == '.';
        return (error || !assigned) && (qualified || !isPart(false)) && !isNegated();
    }

    /** Whether it is part of a path, a compound, a file's name, an option. */
    private boolean isPart(boolean capitals) {
        byte after = at(end);
        boolean joinsAfter = switch (after) {
            // as Celery's ERROR/MainProcess
            case '/' -> !capitals;
            case '\\', '@', '&' -> true;
            case '-', '.' -> LevelScan.isWord(at(end + 1));
            case '=' -> (bits & LevelWords.PROSE) == 0 || capitals;
            default -> false;
        };
        return joinsAfter
                || switch (at(start - 1)) {
                    case '/', '\\', '-', '@', '#', '$', '&', '?' -> true;
                    // as Monolog's app.ERROR:
                    case '.' -> !(capitals && after == ':');
                    default -> false;
                };
    }

    /** As in {@code 0 errors}, {@code no known errors}, {@code errors: 0} and {@code error=null}. */
    private boolean isNegated() {
        return hasNoValue() || isNegatedBefore();
    }

    private boolean hasNoValue() {
        int value = end;
        while (value < to && " :=\"<".indexOf(buffer[value]) >= 0) {
            value++;
        }
        int stop = endOfWord(value);
        if (stop == value + 1 && at(value) == '0') {
            return value > end;
        }
        if (at(end) != ':' && at(end) != '=' && at(end) != '"') {
            return false;
        }
        boolean empty = (at(value - 1) == '"' && at(value - 2) == '"')
                || (at(value) == '[' && at(value + 1) == ']')
                || (at(value) == '{' && at(value + 1) == '}');
        // after a colon, what goes on is a message, such as "error: null is not an object"
        boolean alone = at(end) != ':' || stop == to || at(stop) != ' ';
        return empty || (alone && (LevelWords.find(buffer, value, stop) & LevelWords.NO_VALUE) != 0);
    }

    /** Whether one of the two words before, which only spaces part from it, says no. */
    private boolean isNegatedBefore() {
        int word = start;
        for (int back = 0; back < 2; back++) {
            int stop = skipSpaces(word - 1, -1) + 1;
            word = stop;
            while (LevelScan.isWord(at(word - 1))) {
                word--;
            }
            boolean negation = (LevelWords.find(buffer, word, stop) & LevelWords.NEGATION) != 0;
            if (negation && " ([,".indexOf(at(word - 1)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private int endOfWord(int begin) {
        int stop = begin;
        while (LevelScan.isWord(at(stop))) {
            stop++;
        }
        return stop;
    }

    private boolean isCapitals() {
        for (int i = start; i < end; i++) {
            if (buffer[i] >= 'a') {
                return false;
            }
        }
        return true;
    }

    private int skipSpaces(int index, int step) {
        int i = index;
        while (i >= from && i < to && buffer[i] == ' ') {
            i += step;
        }
        return i;
    }

    private static boolean isOpening(byte character) {
        return "[(<|{".indexOf(character) >= 0;
    }

    private static boolean isClosing(byte character) {
        return "])>|}".indexOf(character) >= 0;
    }

    /** The character there; before and after the line, a space. */
    private byte at(int index) {
        return index >= from && index < to ? buffer[index] : (byte) ' ';
    }
}
