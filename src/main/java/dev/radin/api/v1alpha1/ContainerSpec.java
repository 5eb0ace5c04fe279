package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Evaluator;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A program that makes the passes. */
public class ContainerSpec {

    @Size(min = 1, max = 1024)
    @JsonPropertyDescription(
            "The container image that it is in, with glibc and nothing of radin's. A cluster needs it; radin run starts the"
                    + " command on this machine instead.")
    public String image;

    @Required
    @Example("[python3, evaluate.py]")
    @Size(min = 1, max = 256)
    @JsonPropertyDescription(
            "The program and its arguments, as they are: no shell reads them. radin run starts it in the folder of the"
                    + " resource's file, a cluster in the image's.")
    public List<@Size(max = 4096) String> command;

    @Required
    @Example("\"1\"")
    @Size(min = 1, max = 63)
    @JsonPropertyDescription(
            "Any text; change it when the program gives other results. Passes are found again by image, command and version.")
    public String version;

    @JsonPropertyDescription(
            "Serve, the default: it is started once and reads a line for each pass. OncePerPass: it is started for each, with"
                    + " --weights, --dataset and --output.")
    public Evaluator.Mode mode;

    @JsonPropertyDescription(
            "Logits, the default: [examples, classes], of which spec.metric makes a score. Scores: one number an example, higher"
                    + " is better, whose mean is the score; strategy Auto, Greedy or Listed.")
    public Evaluator.Produces produces;

    @Min(1)
    @Max(2_592_000)
    @JsonPropertyDescription("Seconds after which a pass that has not ended fails, with the program; 3600 by default.")
    public Integer passDeadlineSeconds;

    @Min(1)
    @Max(1_000_000)
    @JsonPropertyDescription(
            "Handed to the program, which chooses when absent. Should change no result beyond rounding.")
    public Integer batchSize;
}
