package dev.radin.tensor.safetensors;

import static dev.radin.tensor.safetensors.SafetensorsHeaderReader.COPY_AGAIN;

import dev.radin.tensor.FileError;
import dev.radin.tensor.safetensors.SafetensorsHeader.Entry;
import java.util.Comparator;
import java.util.List;

/** The tensors' ranges must cover the data exactly: nothing twice, nothing left out, nothing hidden behind the end. */
record DataRanges(List<Entry> entries) {

    /** @param dataBytes what the file has after its header */
    void check(long dataBytes, FileError refusal) {
        long covered = 0;
        List<Entry> inDataOrder = entries.stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList();
        for (Entry entry : inDataOrder) {
            String fault = fault(entry, covered, dataBytes);
            if (fault != null) {
                throw refusal.because("tensor \"" + entry.tensor().name() + "\" " + fault, COPY_AGAIN);
            }
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw refusal.because((dataBytes - covered) + " bytes follow its last tensor", COPY_AGAIN);
        }
    }

    private static String fault(Entry entry, long covered, long dataBytes) {
        if (entry.end() > dataBytes) {
            return "ends at byte " + entry.end() + " of the data, which has " + dataBytes
                    + ": the file is cut short or damaged";
        }
        if (entry.begin() < covered) {
            return "begins at byte " + entry.begin() + " of the data, inside another";
        }
        return entry.begin() > covered ? "leaves a gap before byte " + entry.begin() + " of the data" : null;
    }
}
