package dev.mcpmanager.logs;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mcpmanager.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A {@link TextMatch} ready to be applied to blocks. Immutable.
 *
 * @param required texts that each matching line has, folded to lower case
 * @param needle finds lines that may match, if there is such a text
 * @param pattern decides; empty where the needle does
 */
record CompiledMatch(List<byte[]> required, Optional<Needle> needle, Optional<Pattern> pattern) {
    private static final int MAX_EXPRESSION = 1_000;

    /** A line of 64 KiB takes half a second at worst. */
    private static final int MAX_SIZE = 2_000;

    /** Every line. */
    static final CompiledMatch ANY = new CompiledMatch(List.of(), Optional.empty(), Optional.empty());

    static CompiledMatch of(Optional<TextMatch> match) {
        return match.map(CompiledMatch::of).orElse(ANY);
    }

    private static CompiledMatch of(TextMatch match) {
        return switch (match) {
            case TextMatch.Substring substring -> substring(substring);
            case TextMatch.Regex regex -> regex(regex.expression(), regex.caseSensitive());
        };
    }

    private static CompiledMatch substring(TextMatch.Substring match) {
        if (match.text().isEmpty()) {
            return ANY;
        }
        byte[] exact = match.text().getBytes(StandardCharsets.UTF_8);
        if (exact.length > LogStore.MAX_LINE) {
            throw ProblemException.invalid("q", "must be no longer than a line, %d bytes".formatted(LogStore.MAX_LINE));
        }
        byte[] folded = lowerCase(exact);
        if (match.caseSensitive()) {
            return new CompiledMatch(List.of(folded), Optional.of(new Needle(exact, true)), Optional.empty());
        }
        if (!hasCaseBeyondAscii(match.text())) {
            return new CompiledMatch(List.of(folded), Optional.of(new Needle(folded, false)), Optional.empty());
        }
        return regex(Pattern.quote(match.text()), false);
    }

    private static boolean hasCaseBeyondAscii(String text) {
        return text.codePoints()
                .anyMatch(c -> c > 0x7f && (Character.toLowerCase(c) != c || Character.toUpperCase(c) != c));
    }

    private static CompiledMatch regex(String expression, boolean caseSensitive) {
        if (expression.length() > MAX_EXPRESSION) {
            throw ProblemException.invalid("q", "must have at most %d characters".formatted(MAX_EXPRESSION));
        }
        if (RegexSize.of(expression) > MAX_SIZE) {
            throw ProblemException.invalid("q", "repeats too much: use smaller counts in braces");
        }
        try {
            var pattern = Pattern.compile(expression, caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
            List<byte[]> required = RegexLiterals.of(expression).stream()
                    .map(literal -> lowerCase(literal.getBytes(StandardCharsets.UTF_8)))
                    .toList();
            Optional<Needle> needle = required.stream()
                    .max((a, b) -> Integer.compare(a.length, b.length))
                    .map(bytes -> new Needle(bytes, false));
            return new CompiledMatch(required, needle, Optional.of(pattern));
        } catch (PatternSyntaxException e) {
            throw ProblemException.invalid("q", e.getMessage() + " (RE2 syntax: no look-around, no back references)");
        }
    }

    private static byte[] lowerCase(byte[] bytes) {
        byte[] folded = bytes.clone();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = Grams.fold(folded[i]);
        }
        return folded;
    }

    /** The bits that a block's signature must have. */
    int[] grams() {
        return required.stream()
                .flatMapToInt(text -> Arrays.stream(Grams.bits(text)))
                .distinct()
                .toArray();
    }

    /** Whether a line that has the needle matches; bytes that are not UTF-8 count as they are shown. */
    boolean decide(byte[] text, int start, int end) {
        return pattern.isEmpty()
                || pattern.get()
                        .matcher(new String(text, start, end - start, StandardCharsets.UTF_8))
                        .find();
    }
}
