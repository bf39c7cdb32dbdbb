package dev.mcpmanager.logs;

import java.util.function.Function;

/**
 * A block in memory. Immutable.
 *
 * @param lines decompresses it, if need be
 */
record MemoryBlock(BlockSummary summary, Function<BlockCodec, BlockText> lines) {

    static MemoryBlock of(SealedBlock block) {
        BlockSummary summary = block.summary();
        return new MemoryBlock(
                summary, codec -> codec.open(summary.server(), block.meta(), block.text(), summary.escapes()));
    }

    static MemoryBlock of(ServerLog.Unsealed block) {
        return new MemoryBlock(block.summary(), _ -> block.text());
    }
}
