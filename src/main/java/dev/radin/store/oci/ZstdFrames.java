package dev.radin.store.oci;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What zstd has made, frame by frame as it is (RFC 8878, section 3.1), but for frames that hold no content. One that asks for more
 * memory than readers are asked to have is refused before anything is unpacked.
 */
final class ZstdFrames extends InputStream {

    private static final int MAGIC = 0xFD2FB528;

    /** Sixteen of them; what makes layers that are read by parts (zstd:chunked) describes these there. */
    private static final int SKIPPED_MAGIC = 0x184D2A50;

    /** "It is recommended for decoders to support at least 8 MB", and for encoders not to take more. */
    static final long MOST_WINDOW_BYTES = 8 << 20;

    private static final int MOST_BLOCK_BYTES = 128 << 10;
    private static final int CHECKSUM_BYTES = 4;

    /** Types of blocks: bytes as they are, one byte many times, packed, and one that is not in use. */
    private static final int REPEATED = 1;

    private static final int RESERVED = 3;

    private static final String ENDS = "it ends in the midst of a frame";

    private final InputStream bytes;

    /** Of a frame or block, and ready to be read. */
    private final ByteBuffer header = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);

    /** Of the block, or the checksum, that follows the header. */
    private int left;

    private boolean hasChecksum;
    private boolean isInFrame;
    private boolean isLastBlock;
    private boolean isAtEnd;

    ZstdFrames(InputStream bytes) {
        this.bytes = bytes;
        header.limit(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!header.hasRemaining() && left == 0) {
            if (isAtEnd) {
                return -1;
            }
            goOn();
        }
        if (header.hasRemaining()) {
            int count = Math.min(length, header.remaining());
            header.get(target, offset, count);
            return count;
        }
        int count = bytes.read(target, offset, Math.min(length, left));
        if (count < 0) {
            throw new IOException(ENDS);
        }
        left -= count;
        return count;
    }

    private void goOn() throws IOException {
        if (!isInFrame) {
            beginFrame();
        } else if (!isLastBlock) {
            beginBlock();
        } else {
            left = hasChecksum ? CHECKSUM_BYTES : 0;
            isInFrame = false;
        }
    }

    private void beginFrame() throws IOException {
        header.clear();
        int first = bytes.read();
        if (first < 0) {
            header.limit(0);
            isAtEnd = true;
            return;
        }
        header.put((byte) first);
        take(3);
        int magic = header.getInt(0);
        if ((magic & 0xFFFFFFF0) == SKIPPED_MAGIC) {
            skip();
            return;
        }
        if (magic != MAGIC) {
            throw new IOException("it is not made by zstd");
        }
        take(1);
        int descriptor = header.get(4) & 0xff;
        boolean isOnePiece = (descriptor & 0x20) != 0;
        int dictionaryBytes = (1 << (descriptor & 3)) >> 1;
        int sizeFlag = descriptor >> 6;
        int sizeBytes = sizeFlag == 0 && !isOnePiece ? 0 : 1 << sizeFlag;
        take((isOnePiece ? 0 : 1) + dictionaryBytes + sizeBytes);
        if (dictionaryBytes > 0) {
            throw new IOException("it is packed with a dictionary, which is not here");
        }
        requireWindow(isOnePiece ? size(sizeBytes) : window(header.get(5)));
        header.flip();
        hasChecksum = (descriptor & 4) != 0;
        isInFrame = true;
        isLastBlock = false;
    }

    /** What follows the descriptor in a frame of one piece, which is held as a whole. */
    private long size(int sizeBytes) {
        return switch (sizeBytes) {
            case 1 -> header.get(5) & 0xff;
            case 2 -> (header.getShort(5) & 0xffff) + 256;
            case 4 -> header.getInt(5) & 0xffffffffL;
            default -> header.getLong(5);
        };
    }

    private static long window(byte descriptor) {
        long base = 1L << 10 + ((descriptor & 0xff) >> 3);
        return base + (base >> 3) * (descriptor & 7);
    }

    private static void requireWindow(long window) throws IOException {
        if (window < 0 || window > MOST_WINDOW_BYTES) {
            long mib = (window - 1 >>> 20) + 1;
            throw new IOException("it is packed with a window of " + mib + " MiB, and readers of zstd are asked for "
                    + (MOST_WINDOW_BYTES >> 20) + ", so pack it without --ultra and --long");
        }
    }

    private void beginBlock() throws IOException {
        header.clear();
        take(3);
        int block = header.get(0) & 0xff | (header.get(1) & 0xff) << 8 | (header.get(2) & 0xff) << 16;
        int type = block >> 1 & 3;
        int size = block >> 3;
        if (type == RESERVED || size > MOST_BLOCK_BYTES) {
            throw new IOException("it is damaged");
        }
        header.flip();
        left = type == REPEATED ? 1 : size;
        isLastBlock = (block & 1) != 0;
    }

    private void skip() throws IOException {
        take(4);
        long size = header.getInt(4) & 0xffffffffL;
        header.limit(0);
        try {
            bytes.skipNBytes(size);
        } catch (EOFException e) {
            throw new IOException(ENDS, e);
        }
    }

    /** More of the header. */
    private void take(int count) throws IOException {
        int taken = bytes.readNBytes(header.array(), header.position(), count);
        if (taken < count) {
            throw new IOException(ENDS);
        }
        header.position(header.position() + count);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
