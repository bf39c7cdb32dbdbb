package dev.mcpmanager.logs;

/** What a line's text must have, terminal escapes aside. Immutable. */
public sealed interface TextMatch {

    /** Letters in any case match unless this is true. */
    boolean caseSensitive();

    /** The text somewhere in the line. */
    record Substring(String text, boolean caseSensitive) implements TextMatch {}

    /** A match of the expression somewhere in the line, in the syntax of RE2: linear time, hence no look-around. */
    record Regex(String expression, boolean caseSensitive) implements TextMatch {}
}
