package dev.mcpmanager.logs;

import java.util.function.Supplier;

/**
 * A block in memory. Immutable.
 *
 * @param lines decompresses it, if need be
 */
record MemoryBlock(BlockSummary summary, Supplier<BlockText> lines) {

    static MemoryBlock of(SealedBlock block) {
        BlockSummary summary = block.summary();
        var compressed = new StoredBlock(
                0, summary.server(), summary.firstSequence(), summary.escapes(), block.meta(), block.text());
        return new MemoryBlock(summary, compressed::lines);
    }

    static MemoryBlock of(ServerLog.Unsealed block) {
        return new MemoryBlock(block.summary(), block::text);
    }
}
