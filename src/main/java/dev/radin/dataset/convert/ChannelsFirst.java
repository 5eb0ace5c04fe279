package dev.radin.dataset.convert;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The elements of pictures [examples, …, channels] in the order of [examples, channels, …]; one example is held. */
final class ChannelsFirst extends InputStream {

    private final InputStream in;
    private final int channels;
    private final int width;
    private final byte[] stored;
    private final byte[] turned;
    private int position;
    private int end;

    private ChannelsFirst(InputStream in, int channels, int width, int exampleBytes) {
        this.in = in;
        this.channels = channels;
        this.width = width;
        this.stored = new byte[exampleBytes];
        this.turned = new byte[exampleBytes];
    }

    /** The last dimension behind the first. */
    static List<Long> shape(List<Long> channelsLast) {
        List<Long> shape = new ArrayList<>(channelsLast);
        shape.add(1, shape.remove(shape.size() - 1));
        return shape;
    }

    static ChannelsFirst of(NpyArray array, MemoryBound memory) {
        List<Long> shape = array.shape();
        int width = array.element().sizeBytes();
        long bytes = shape.stream().skip(1).reduce((long) width, (a, b) -> a * b);
        array.checkHeld(memory, "an example at a time,", bytes, "numpy.moveaxis(…, -1, 1)");
        return new ChannelsFirst(
                array.elements(memory), shape.get(shape.size() - 1).intValue(), width, (int) bytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == end && !nextExample()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(turned, position, target, offset, count);
        position += count;
        return count;
    }

    /** What is left of an example that is cut short comes as it is: the reader misses the rest. */
    private boolean nextExample() throws IOException {
        position = 0;
        end = in.readNBytes(stored, 0, stored.length);
        int pixels = stored.length / width / channels;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = 0; channel < channels; channel++) {
                System.arraycopy(
                        stored,
                        (pixel * channels + channel) * width,
                        turned,
                        (channel * pixels + pixel) * width,
                        width);
            }
        }
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
