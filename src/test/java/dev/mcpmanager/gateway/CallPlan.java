package dev.mcpmanager.gateway;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A call of {@link MixUpIT}: what it wants of the server, and what its client does on the way. With {@code progress} a cut
 * comes after the first message, otherwise at once.
 *
 * @param server that is to answer
 * @param text that no other call has; it begins with the client's name
 * @param delay of the answer, in milliseconds
 * @param ask whether the server is to ask the client for a word
 */
record CallPlan(String server, String tool, String text, int delay, boolean progress, boolean ask, Cut cut) {
    private static final String PADDING = "abcdefghijklmnopqrstuvwxyz0123456789 ".repeat(10);

    enum Cut {
        NONE,
        /** The client takes the call back, as its era has it. */
        CANCEL,
        /** The connection is lost. */
        DISCONNECT
    }

    static CallPlan random(List<String> servers, String name, long number, boolean mayAsk, RandomGenerator random) {
        String server = servers.get(random.nextInt(servers.size()));
        Cut cut = switch (random.nextInt(40)) {
            case 0 -> Cut.CANCEL;
            case 1 -> Cut.DISCONNECT;
            default -> Cut.NONE;
        };
        String text = name + "/" + number + " " + PADDING.substring(random.nextInt(PADDING.length()));
        // who may be asked has its turn alone
        int delay = mayAsk ? 0 : Math.max(0, random.nextInt(cut == Cut.NONE ? 8 : 16) - 4);
        boolean progress = random.nextInt(cut == Cut.NONE ? 8 : 2) == 0;
        return new CallPlan(server, "echo", text, delay, progress, mayAsk && random.nextInt(16) == 0, cut);
    }

    /** A call that ends the server. */
    static CallPlan crash(String server, String name, long number) {
        return new CallPlan(server, "crash", name + "/" + number, 0, false, false, Cut.NONE);
    }

    /** {@code "name": …, "arguments": …}. */
    String params(String name) {
        return """
                "name":"%s","arguments":{"text":"%s","delay":%d,"ask":%b}""".formatted(name, text, delay, ask);
    }

    /** What the client answers when it is asked about a call with this text. */
    static String word(String text) {
        return "word for " + text;
    }
}
