package dev.mcpmanager.logs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.mcpmanager.logs.BlockText.Bytes;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/** Compresses and decompresses blocks by zstd with checksums, one at a time for each core. Thread-safe. */
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
    private record Contexts(ZstdCompressCtx compressor, ZstdDecompressCtx decompressor, byte[] scratch, GramSet grams) {
        static Contexts create() {
            var compressor = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
            int bound = Math.toIntExact(Zstd.compressBound(LARGEST));
            return new Contexts(compressor, new ZstdDecompressCtx(), new byte[bound], new GramSet());
        }

        byte[] compress(Bytes bytes) {
            int length = compressor.compressByteArray(scratch, 0, scratch.length, bytes.array(), 0, bytes.length());
            return Arrays.copyOf(scratch, length);
        }

        Bytes decompress(byte[] frame) {
            long length = Zstd.getFrameContentSize(frame);
            if (length < 0 || length > LARGEST) {
                throw new DamagedException("not a compressed block");
            }
            var bytes = new byte[(int) length];
            try {
                int actual = decompressor.decompressByteArray(bytes, 0, bytes.length, frame, 0, frame.length);
                return new Bytes(bytes, actual);
            } catch (ZstdException e) {
                throw new DamagedException(String.valueOf(e.getMessage()), e);
            }
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

    /** The lines of a sealed block; {@link DamagedException} if they are not what was sealed. */
    BlockText open(String server, byte[] meta, byte[] text, boolean escapes) {
        return with(contexts -> new BlockText(server, contexts.decompress(meta), contexts.decompress(text), escapes));
    }

    /** Only what describes the lines. */
    Bytes openMeta(byte[] meta) {
        return with(contexts -> contexts.decompress(meta));
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
            contexts.decompressor().close();
        }
    }
}
