package dev.mcpmanager.logs;

/** Levels as the value of a field, in JSON and in logfmt; stateless. */
final class LevelField {

    private LevelField() {}

    /** The level in a JSON object's field of the first depth, as {@link LevelScan#find}. */
    static int ofJson(byte[] buffer, int from, int to) {
        int depth = 0;
        int at = from;
        boolean key = false;
        while (at < to) {
            byte character = buffer[at++];
            switch (character) {
                case '{', '[' -> {
                    depth++;
                    key = character == '{';
                }
                case '}', ']' -> depth--;
                case ',' -> key = true;
                case '"' -> {
                    int end = endOfString(buffer, at, to);
                    if (key && depth == 1 && isLevel(buffer, at, end)) {
                        int found = value(buffer, end + 1, to);
                        if (found != LevelWords.NOTHING) {
                            return found;
                        }
                    }
                    key = false;
                    at = end + 1;
                }
                default -> {}
            }
        }
        return LevelWords.NOTHING;
    }

    private static int endOfString(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && buffer[at] != '"') {
            at += buffer[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, to);
    }

    /** Whether a key is one of those for levels; Serilog's is {@code @l}, ECS's {@code log.level}. */
    private static boolean isLevel(byte[] buffer, int from, int to) {
        return switch (to - from) {
            case 2 -> buffer[from] == '@' && buffer[from + 1] == 'l';
            case 9 -> buffer[from] == 'l' && buffer[from + 3] == '.' && LevelWords.isField(buffer, from + 4, to);
            default -> LevelWords.isField(buffer, from, to);
        };
    }

    /**
     * The level that a value tells.
     *
     * @param from where it begins, perhaps with an equals sign, a colon, spaces and a quote
     */
    static int value(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && (buffer[at] == '=' || buffer[at] == ':' || buffer[at] == ' ' || buffer[at] == '"')) {
            at++;
        }
        int end = at;
        int number = 0;
        boolean digits = true;
        while (end < to && LevelScan.isWord(buffer[end])) {
            digits &= buffer[end] >= '0' && buffer[end] <= '9' && end - at < 3;
            number = 10 * number + buffer[end++] - '0';
        }
        if (end == at) {
            return LevelWords.NOTHING;
        }
        if (digits) {
            return LevelPrefix.ofNumber(number);
        }
        if (end - at == 1) {
            return LevelPrefix.ofLetter(buffer[at]);
        }
        int found = LevelWords.find(buffer, at, end);
        boolean names = (found & (LevelWords.NAME | LevelWords.WEAK_NAME)) != 0;
        return names ? LevelWords.name(LevelWords.level(found)) : LevelWords.NOTHING;
    }
}
