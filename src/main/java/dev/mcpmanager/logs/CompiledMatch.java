package dev.mcpmanager.logs;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mcpmanager.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A {@link TextMatch} ready to be applied to blocks. Immutable.
 *
 * @param required of each alternative the texts that its matching lines have, folded to lower case; empty if not known
 * @param needles find lines that may match: one of each alternative
 * @param pattern decides; empty where the needle does
 */
record CompiledMatch(List<List<byte[]>> required, List<Needle> needles, Optional<Pattern> pattern) {
    private static final int MAX_EXPRESSION = 1_000;

    /** A line of 64 KiB takes half a second at worst. */
    private static final int MAX_SIZE = 2_000;

    /** Every line. */
    static final CompiledMatch ANY = new CompiledMatch(List.of(), List.of(), Optional.empty());

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
            return exactly(folded, new Needle(exact, true));
        }
        if (!hasCaseBeyondAscii(match.text())) {
            return exactly(folded, new Needle(folded, false));
        }
        return regex(Pattern.quote(match.text()), false);
    }

    private static CompiledMatch exactly(byte[] folded, Needle needle) {
        return new CompiledMatch(List.of(List.of(folded)), List.of(needle), Optional.empty());
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
            List<List<byte[]>> required = RegexLiterals.of(expression).stream()
                    .map(CompiledMatch::lowerCase)
                    .toList();
            List<Needle> needles = required.stream().map(CompiledMatch::longest).toList();
            return new CompiledMatch(required, needles, Optional.of(pattern));
        } catch (PatternSyntaxException e) {
            throw ProblemException.invalid("q", e.getMessage() + " (RE2 syntax: no look-around, no back references)");
        }
    }

    private static List<byte[]> lowerCase(List<String> texts) {
        return texts.stream()
                .map(text -> lowerCase(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Needle longest(List<byte[]> texts) {
        return new Needle(Collections.max(texts, Comparator.comparingInt(text -> text.length)), false);
    }

    private static byte[] lowerCase(byte[] bytes) {
        byte[] folded = bytes.clone();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = Grams.fold(folded[i]);
        }
        return folded;
    }

    /** The bits, those of one of the alternatives, that a block's signature must have; empty if it need not. */
    List<int[]> grams() {
        List<int[]> grams = required.stream().map(CompiledMatch::grams).toList();
        return grams.stream().anyMatch(bits -> bits.length == 0) ? List.of() : grams;
    }

    private static int[] grams(List<byte[]> texts) {
        return texts.stream()
                .flatMapToInt(text -> Arrays.stream(Grams.bits(text)))
                .distinct()
                .toArray();
    }

    /** Whether a line that has a needle matches; bytes that are not UTF-8 count as they are shown. */
    boolean decide(byte[] text, int start, int end) {
        return pattern.isEmpty()
                || pattern.get()
                        .matcher(new String(text, start, end - start, StandardCharsets.UTF_8))
                        .find();
    }
}
