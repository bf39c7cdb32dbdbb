package dev.mcpmanager.logs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.mcpmanager.logs.BlockText.Bytes;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/** Compresses blocks by zstd with checksums, one at a time for each core. Thread-safe. */
final class BlockCodec implements AutoCloseable {
    private static final int LEVEL = 1;

    /** More than any block's text or meta. */
    private static final long LARGEST = (long) OpenBlock.MAX_LINES * LineMeta.MAX_LENGTH;

    private final BlockingQueue<Contexts> idle;
    private final int size = Runtime.getRuntime().availableProcessors();

    BlockCodec() {
        idle = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            idle.add(Contexts.create());
        }
    }

    /** What one core works with. */
    @SuppressWarnings("ArrayRecordComponent") // a buffer to write to, never compared
    private record Contexts(ZstdCompressCtx compressor, byte[] scratch, GramSet grams) {
        static Contexts create() {
            var compressor = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
            int bound = Math.toIntExact(Zstd.compressBound(LARGEST));
            return new Contexts(compressor, new byte[bound], new GramSet());
        }

        byte[] compress(Bytes bytes) {
            int length = compressor.compressByteArray(scratch, 0, scratch.length, bytes.array(), 0, bytes.length());
            return Arrays.copyOf(scratch, length);
        }
    }

    SealedBlock seal(OpenBlock block) {
        BlockText text = block.text();
        return with(contexts -> {
            BlockText shown = Escapes.shown(text);
            return new SealedBlock(
                    block.summary(shown.escapes() != text.escapes()),
                    contexts.compress(text.meta()),
                    contexts.compress(text.text()),
                    contexts.grams().signature(shown.text()));
        });
    }

    /** The grams of the lines without escapes. */
    long[] signature(BlockText block) {
        Bytes shown = Escapes.shown(block).text();
        return with(contexts -> contexts.grams().signature(shown));
    }

    private <T> T with(Function<Contexts, T> work) {
        Contexts contexts = take();
        try {
            return work.apply(contexts);
        } finally {
            idle.add(contexts);
        }
    }

    private Contexts take() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return idle.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for what is under way, then frees the native memory. */
    @Override
    public void close() {
        for (int i = 0; i < size; i++) {
            Contexts contexts = take();
            contexts.compressor().close();
        }
    }
}
