package dev.mcpmanager.logs;

import java.util.Random;

/** Lines like those of real programs, and some that no program should print. */
final class RandomLines {
    private RandomLines() {}

    static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    static String line(Random random, int number) {
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1 -> "x".repeat(random.nextInt(300));
            case 2 -> "\u001b[31mer\u001b[0mror\u001b[1m in colour\u001b[0m number " + number + ".";
            case 3 -> "ünïcode " + number + " ÜNÏCODE";
            case 4 -> random.nextInt(2_000) == 0 ? "a Rare-Needle here" : "[" + number + "]";
            case 5 -> random.nextInt(500) == 0 ? "long ".repeat(8_000) : "two\nlines";
            case 6, 7 -> "id=%08x-%04x number %d.".formatted(random.nextInt(), number & 0xffff, number);
            default -> "GET /api/items/%d 200 took %dms".formatted(number, random.nextInt(1_000));
        };
    }
}
