package dev.radin.tensor.average;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Bytes of one tensor of one model, as they are read and written, outside the heap: there the operating system takes
 * and leaves them without another copy.
 */
final class RawBlock {

    final ByteBuffer bytes;
    final IntBuffer ints;
    final FloatBuffer floats;
    final DoubleBuffer doubles;

    /** @param sizeBytes a multiple of 8 */
    RawBlock(int sizeBytes) {
        bytes = ByteBuffer.allocateDirect(sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
        ints = bytes.asIntBuffer();
        floats = bytes.asFloatBuffer();
        doubles = bytes.asDoubleBuffer();
    }
}
