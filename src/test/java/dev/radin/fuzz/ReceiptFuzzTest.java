package dev.radin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.TerminationMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class ReceiptFuzzTest {

    /** What Kubernetes keeps of a termination message. */
    private static final int MOST_BYTES = 4096;

    @FuzzTest
    @DictionaryFile(resourcePath = "receipt.dict")
    void receipt(byte[] json) {
        Refusal.allow(() -> {
            Receipt receipt = TerminationMessage.read(new String(json, StandardCharsets.UTF_8), "pod");
            List<Receipt> receipts = new ArrayList<>(List.of(receipt));
            if (receipt.stage() == Stage.extract || receipt.stage() == Stage.evaluate) {
                receipts.add(Receipt.merge(receipt.stage(), List.of(receipt, receipt)));
            }
            for (Receipt each : receipts) {
                String message = TerminationMessage.of(each);
                assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MOST_BYTES);
                TerminationMessage.read(message, "termination message");
            }
        });
    }
}
