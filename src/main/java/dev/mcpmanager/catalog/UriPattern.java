package dev.mcpmanager.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * Which URIs a template (RFC 6570) may stand for: those that have its fixed parts, in their order. In linear time, as
 * templates come from servers. Immutable.
 *
 * @param parts before, between and after the template's expressions
 */
record UriPattern(List<String> parts) {
    UriPattern {
        parts = List.copyOf(parts);
    }

    static UriPattern of(String template) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            parts.add(template.substring(from, open));
            from = close + 1;
        }
        parts.add(template.substring(from));
        return new UriPattern(parts);
    }

    /** How much of the URI is fixed, in characters. */
    int weight() {
        return parts.stream().mapToInt(String::length).sum();
    }

    boolean matches(String uri) {
        if (parts.size() == 1) {
            return uri.equals(parts.getFirst());
        }
        int from = parts.getFirst().length();
        int to = uri.length() - parts.getLast().length();
        if (!uri.startsWith(parts.getFirst()) || !uri.endsWith(parts.getLast())) {
            return false;
        }
        for (String part : parts.subList(1, parts.size() - 1)) {
            int at = uri.indexOf(part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return from <= to;
    }
}
