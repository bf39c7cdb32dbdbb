package dev.mcpmanager.logs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Estimates how large an expression becomes once its counted repetitions are written out, before that; stateless. */
final class RegexSize {
    private static final Pattern COUNTS = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private RegexSize() {}

    /** About as many instructions; never fewer than half of what RE2 makes. */
    static long of(String expression) {
        Deque<Long> outer = new ArrayDeque<>();
        long size = 0;
        long last = 0;
        Matcher counts = COUNTS.matcher(expression);
        for (int i = 0; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '(' -> {
                    outer.push(size);
                    size = 0;
                    last = 0;
                }
                case ')' -> {
                    last = size + 2;
                    size = last + (outer.isEmpty() ? 0 : outer.pop());
                }
                case '{' -> {
                    if (counts.region(i, expression.length()).lookingAt()) {
                        size += last * most(counts);
                        last *= 1 + most(counts);
                        i = counts.end() - 1;
                    }
                }
                case '\\' -> {
                    i++;
                    size++;
                    last = 1;
                }
                default -> {
                    size++;
                    last = 1;
                }
            }
        }
        return size;
    }

    private static long most(Matcher counts) {
        String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
        return Long.parseLong(most);
    }
}
