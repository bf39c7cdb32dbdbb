package dev.mcpmanager.logs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.mcpmanager.logs.BlockText.Bytes;

/**
 * Decompresses blocks by zstd, which verifies their checksums, one after another into the same memory: what it gave of a
 * block is valid until it is asked for the same of the next. Not thread-safe. All methods throw
 * {@link DamagedException} at what is not as it was sealed.
 */
final class BlockDecoder implements AutoCloseable {
    /** More than any block's text or meta. */
    private static final long LARGEST = (long) OpenBlock.MAX_LINES * LineMeta.MAX_LENGTH;

    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private byte[] meta = new byte[0];
    private byte[] text = new byte[0];

    /** What describes the lines. */
    Bytes meta(byte[] frame) {
        meta = withRoom(meta, frame);
        return decompress(frame, meta);
    }

    /** The lines, one after another. */
    Bytes text(byte[] frame) {
        text = withRoom(text, frame);
        return decompress(frame, text);
    }

    BlockText lines(StoredBlock block) {
        return new BlockText(block.server(), meta(block.meta()), text(block.text()), block.escapes());
    }

    private static byte[] withRoom(byte[] buffer, byte[] frame) {
        // which fails for none
        long length = frame.length == 0 ? -1 : Zstd.getFrameContentSize(frame);
        if (length < 0 || length > LARGEST) {
            throw new DamagedException("not a compressed block");
        }
        return length <= buffer.length ? buffer : new byte[(int) length];
    }

    private Bytes decompress(byte[] frame, byte[] target) {
        try {
            return new Bytes(target, zstd.decompressByteArray(target, 0, target.length, frame, 0, frame.length));
        } catch (ZstdException e) {
            throw new DamagedException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        zstd.close();
    }
}
