package dev.mcpmanager.logs;

import java.util.function.Function;

/**
 * A block wherever it is. Immutable.
 *
 * @param name for reports
 * @param lines decompresses it, if need be
 */
record LogBlock(String name, Function<BlockCodec, BlockText> lines) {

    static LogBlock of(StoredBlock block) {
        return new LogBlock(block.name(), block::lines);
    }

    static LogBlock of(SealedBlock block) {
        BlockSummary summary = block.summary();
        return new LogBlock(
                "a block of server %s in memory".formatted(summary.server()),
                codec -> codec.open(summary.server(), block.meta(), block.text(), summary.escapes()));
    }

    static LogBlock of(ServerLog.Unsealed block) {
        return new LogBlock("the open block of server " + block.summary().server(), _ -> block.text());
    }
}
