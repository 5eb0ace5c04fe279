package dev.radin.cli;

import dev.radin.dataset.convert.PixelScaling;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the network is to see of bytes. */
final class PixelOptions {

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description = "Subtracted from bytes divided by 255, one number or one a channel, e.g. 0.485,0.456,0.406.")
    private List<Float> mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            description = "Divides them then, as many as of --mean, e.g. 0.229,0.224,0.225.")
    private List<Float> std;

    @Option(
            names = "--scale",
            converter = Factor.class,
            paramLabel = "F",
            description = "Bytes are multiplied by this instead of 1/255 before that, e.g. 1 or 1/127.5.")
    private Double scale;

    /** Empty when none of the options is given. */
    Optional<PixelScaling> scaling() {
        if (mean == null && std == null && scale == null) {
            return Optional.empty();
        }
        if ((mean == null) != (std == null) || mean != null && mean.size() != std.size()) {
            throw new RadinException(
                    Reason.InvalidSpec, "--mean and --std come together, with as many numbers in one as in the other");
        }
        double factor = scale == null ? PixelScaling.UNIT.factor() : scale;
        return Optional.of(
                mean == null
                        ? new PixelScaling(factor, PixelScaling.UNIT.mean(), PixelScaling.UNIT.std())
                        : new PixelScaling(factor, mean, std));
    }

    /** A number, or one divided by another. */
    static final class Factor implements ITypeConverter<Double> {

        private static final String NUMBER = "([0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]{1,3})?)";
        private static final Pattern FACTOR = Pattern.compile(NUMBER + "(?:/" + NUMBER + ")?");

        @Override
        public Double convert(String text) {
            Matcher matcher = FACTOR.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is neither a number nor a fraction such as 1/255");
            }
            double over = matcher.group(2) == null ? 1 : Double.parseDouble(matcher.group(2));
            return Double.parseDouble(matcher.group(1)) / over;
        }
    }
}
