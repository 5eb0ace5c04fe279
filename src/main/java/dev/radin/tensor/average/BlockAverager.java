package dev.radin.tensor.average;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** One thread's share of the work: reads a block of every model once, and makes that block of every soup. */
final class BlockAverager {

    private final List<? extends TensorSource> models;
    private final List<Mixture> soups;
    private final Accumulation accumulation;
    private final BlockSize size;

    /** Of all soups, and of those that are sums. */
    private final int[] members;

    private final int[] summed;
    /** Whose integers are copied. */
    private final int[] firsts;

    /** By model and by soup; null where no soup has the model, and where a soup is copied. */
    private final RawBlock[] inputs;

    private final RawBlock[] outputs;
    private final TileSum doubleSum;
    private final TileSum floatSum;

    BlockAverager(List<? extends TensorSource> models, List<Mixture> soups, Accumulation accumulation, BlockSize size) {
        this.models = models;
        this.soups = soups;
        this.accumulation = accumulation;
        this.size = size;
        members = members(soups);
        summed = members(soups.stream().filter(s -> !s.isSingle()).toList());
        firsts = soups.stream().mapToInt(s -> s.member(0)).distinct().toArray();
        inputs = new RawBlock[models.size()];
        for (int model : members) {
            inputs[model] = new RawBlock(size.blockBytes());
        }
        outputs = soups.stream()
                .map(soup -> soup.isSingle() ? null : new RawBlock(size.blockBytes()))
                .toArray(RawBlock[]::new);
        Elements elements = new Elements(size.tileElements());
        doubleSum = new DoubleTileSum(elements, models.size(), size.tileElements());
        floatSum = new FloatTileSum(elements, models.size(), size.tileElements());
    }

    static int[] members(List<Mixture> soups) {
        return soups.stream()
                .flatMapToInt(s -> IntStream.of(s.members()))
                .distinct()
                .toArray();
    }

    /** @return how many bytes were read */
    long average(Block block) {
        DType dtype = block.tensor().dtype();
        int[] read = dtype.isFloating() ? members : firsts;
        for (int model : read) {
            ByteBuffer input = inputs[model].bytes.clear().limit(block.sizeBytes());
            models.get(model).read(block.tensor(), block.offsetBytes(), input);
        }
        if (dtype.isFloating()) {
            TileSum sum = dtype == DType.F64 || accumulation == Accumulation.F64 ? doubleSum : floatSum;
            for (int first = 0; first < block.count(); first += size.tileElements()) {
                average(sum, dtype, first, Math.min(size.tileElements(), block.count() - first));
            }
        }
        return (long) read.length * block.sizeBytes();
    }

    private void average(TileSum sum, DType dtype, int first, int count) {
        for (int model : summed) {
            sum.load(model, dtype, inputs[model], first, count);
        }
        for (int s = 0; s < outputs.length; s++) {
            if (outputs[s] != null) {
                sum.average(soups.get(s), dtype, outputs[s], first, count);
            }
        }
    }

    /** That block of a soup, to be written: integers and single models are as they were read. */
    ByteBuffer result(int soup, Block block) {
        boolean copied = outputs[soup] == null || !block.tensor().dtype().isFloating();
        RawBlock result = copied ? inputs[soups.get(soup).member(0)] : outputs[soup];
        return result.bytes.duplicate().clear().limit(block.sizeBytes());
    }
}
