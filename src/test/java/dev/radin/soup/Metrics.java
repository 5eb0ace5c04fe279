package dev.radin.soup;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;

/** Every type of metric, for tests of what all promise. */
public final class Metrics implements ArbitrarySupplier<Metric> {

    public static Stream<Metric> all() {
        return Stream.of(
                Metric.ACCURACY,
                Metric.topKAccuracy(1),
                Metric.topKAccuracy(2),
                Metric.topKAccuracy(5),
                Metric.NEGATIVE_LOG_LIKELIHOOD,
                Metric.MACRO_F1);
    }

    @Override
    public Arbitrary<Metric> get() {
        return Arbitraries.of(all().toList());
    }
}
