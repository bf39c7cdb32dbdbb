package dev.mcpmanager.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of ASCII that every match of an expression has, letters in any case (the Kelvin sign and the long s, which RE2
 * takes for k and s, are not thought of). Knows literals, escapes, quotes and alternatives outside of groups; whatever
 * else it meets ends a text. Not thread-safe.
 */
final class RegexLiterals {
    private static final String LITERAL_ESCAPES = "\\.+*?()|[]{}^$-/\"'<>=!@#%&,;:~`_ ";

    private static final Pattern COUNTS = Pattern.compile("\\d+(,\\d*)?}");

    private final String expression;
    private final List<List<String>> alternatives = new ArrayList<>();
    private List<String> found = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int at;

    private RegexLiterals(String expression) {
        this.expression = expression;
    }

    /** For each alternative of a valid expression the texts that its matches have; none if one of them has no text. */
    static List<List<String>> of(String expression) {
        return new RegexLiterals(expression).read();
    }

    private List<List<String>> read() {
        while (at < expression.length()) {
            char c = expression.charAt(at++);
            switch (c) {
                case '|' -> endAlternative();
                case '*', '?', '{' -> optional(c);
                case '(' -> skipGroup();
                case '[' -> skipClass();
                case '\\' -> escape();
                case '+', '.', '^', '$' -> end();
                default -> literal(c);
            }
        }
        endAlternative();
        return alternatives.stream().anyMatch(List::isEmpty) ? List.of() : List.copyOf(alternatives);
    }

    private void endAlternative() {
        end();
        alternatives.add(found);
        found = new ArrayList<>();
    }

    private void literal(char c) {
        if (c < 0x80) {
            text.append(c);
        } else {
            end();
        }
    }

    private void end() {
        if (!text.isEmpty()) {
            found.add(text.toString());
            text.setLength(0);
        }
    }

    /** The character before may be absent, or be there several times. */
    private void optional(char quantifier) {
        if (!text.isEmpty()) {
            text.setLength(text.length() - 1);
        }
        end();
        // otherwise a literal brace, which ends the text all the same
        if (quantifier == '{') {
            Matcher counts = COUNTS.matcher(expression).region(at, expression.length());
            at = counts.lookingAt() ? counts.end() : at;
        }
    }

    private void escape() {
        char c = expression.charAt(at++);
        if (c == 'Q') {
            int close = expression.indexOf("\\E", at);
            int stop = close < 0 ? expression.length() : close;
            expression.substring(at, stop).chars().forEach(each -> literal((char) each));
            at = close < 0 ? stop : stop + 2;
        } else if (LITERAL_ESCAPES.indexOf(c) >= 0) {
            literal(c);
        } else {
            end();
            skipArgument(c);
        }
    }

    /** What belongs to {@code \p{…}}, {@code \x{…}}, {@code \x41}, {@code \123}. */
    private void skipArgument(char escape) {
        if ("pPx".indexOf(escape) >= 0 && at < expression.length()) {
            int close = expression.charAt(at) == '{' ? expression.indexOf('}', at) : at + (escape == 'x' ? 1 : 0);
            at = Math.min(expression.length(), close + 1);
        }
        while (Character.isDigit(escape) && at < expression.length() && Character.isDigit(expression.charAt(at))) {
            at++;
        }
    }

    private void skipClass() {
        end();
        at += expression.startsWith("^]", at) ? 2 : expression.startsWith("]", at) ? 1 : 0;
        while (at < expression.length() && expression.charAt(at) != ']') {
            if (expression.startsWith("[:", at)) {
                at = expression.indexOf(":]", at) + 1;
            } else if (expression.charAt(at) == '\\') {
                at++;
            }
            at++;
        }
        at++;
    }

    private void skipGroup() {
        end();
        int outside = found.size();
        int depth = 1;
        while (at < expression.length() && depth > 0) {
            char c = expression.charAt(at++);
            switch (c) {
                case '(' -> depth++;
                case ')' -> depth--;
                case '[' -> skipClass();
                case '\\' -> escape();
                default -> {}
            }
        }
        text.setLength(0);
        found.subList(outside, found.size()).clear();
    }
}
