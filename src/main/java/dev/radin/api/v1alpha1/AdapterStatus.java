package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** A LoRA adapter that was published. */
public class AdapterStatus {

    @Min(1)
    @JsonPropertyDescription("Its rank; the highest where modules have several.")
    public Integer rank;

    @Size(max = 32)
    @JsonPropertyDescription(
            "How far it is from the exact mean of its members' updates where it was cut to a rank: the Frobenius norm of the"
                    + " difference over that of the mean, a decimal. Absent where it is the exact mean.")
    public String relativeError;
}
