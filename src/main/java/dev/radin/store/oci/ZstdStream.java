package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What zstd has packed, unpacked. The library is Java, so that images and machines of any kind need no other build of it; it takes
 * a frame's word for how much memory it needs, which {@link ZstdFrames} therefore looks at first.
 */
final class ZstdStream extends InputStream {

    private final InputStream unpacked;

    ZstdStream(InputStream packed) {
        this.unpacked = new ZstdInputStream(new ZstdFrames(packed));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws IOException in words, where it is no zstd, is damaged, or takes too much memory */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return unpacked.read(target, offset, length);
        } catch (RadinException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IOException("it is damaged", e);
        }
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
