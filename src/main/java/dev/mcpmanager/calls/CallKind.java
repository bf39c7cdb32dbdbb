package dev.mcpmanager.calls;

/**
 * What many calls have in common. Immutable; texts come from clients, and longer ones than {@value #MAX_LENGTH} characters
 * are cut.
 *
 * @param client its name, as it told; may be empty
 * @param method such as {@code tools/call}
 * @param name of the tool or prompt, or the URI of the resource; empty if the method has none
 */
public record CallKind(String client, String method, String name, Outcome outcome) {
    static final int MAX_LENGTH = 200;

    public CallKind {
        client = cut(client);
        method = cut(method);
        name = cut(name);
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    }
}
