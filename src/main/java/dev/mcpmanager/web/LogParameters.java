package dev.mcpmanager.web;

import dev.mcpmanager.logs.LogFilter;
import dev.mcpmanager.logs.LogLevel;
import dev.mcpmanager.logs.LogSource;
import dev.mcpmanager.logs.TextMatch;
import dev.mcpmanager.problem.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The query parameters by which lines are chosen: q, regex, case, level, source, run, from, to. Stateless. */
final class LogParameters {
    private static final List<String> TEXT = List.of("q", "regex", "case");
    private static final List<String> OTHERS = List.of("level", "source", "run", "from", "to");

    private LogParameters() {}

    /** Those and {@code more}. */
    static String[] names(String... more) {
        return Stream.of(TEXT, OTHERS, List.of(more)).flatMap(List::stream).toArray(String[]::new);
    }

    /** Those for what reads no text, and {@code more}. */
    static String[] namesWithoutText(String... more) {
        return Stream.of(OTHERS, List.of(more)).flatMap(List::stream).toArray(String[]::new);
    }

    /** @throws ProblemException Invalid that names a bad parameter */
    static LogFilter filter(Query query, Optional<String> server) {
        long run = query.number("run", 0, Long.MAX_VALUE, -1);
        return new LogFilter(
                server,
                match(query),
                words(query, "level", "debug, info, warn, error", LogLevel::parse),
                words(query, "source", "stdout, stderr, system, wire", LogSource::parse),
                run < 0 ? Optional.empty() : Optional.of(run),
                query.instant("from"),
                query.instant("to"));
    }

    private static Optional<TextMatch> match(Query query) {
        boolean caseSensitive = query.flag("case", false);
        boolean regex = query.flag("regex", false);
        return Optional.ofNullable(query.text("q"))
                .filter(text -> !text.isEmpty())
                .map(text -> regex
                        ? new TextMatch.Regex(text, caseSensitive)
                        : new TextMatch.Substring(text, caseSensitive));
    }

    private static <T> Set<T> words(Query query, String name, String known, Function<String, Optional<T>> parse) {
        Set<T> found = new LinkedHashSet<>();
        String text = Optional.ofNullable(query.text(name)).orElse("");
        for (String word : text.isEmpty() ? new String[0] : text.split(",")) {
            found.add(parse.apply(word)
                    .orElseThrow(() -> ProblemException.invalid(name, "must be of " + known + ", joined by commas")));
        }
        return found;
    }
}
