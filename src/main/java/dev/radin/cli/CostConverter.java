package dev.radin.cli;

import dev.radin.protocol.Cost;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A cost on a command line, as {@code 12,4,81.5}. */
final class CostConverter implements ITypeConverter<Cost> {

    @Override
    public Cost convert(String value) {
        String[] parts = value.split(",", -1);
        try {
            if (parts.length == 3) {
                return new Cost(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new TypeConversionException("\"" + value + "\" is not PASSES,REUSED,GPUSECONDS");
    }
}
