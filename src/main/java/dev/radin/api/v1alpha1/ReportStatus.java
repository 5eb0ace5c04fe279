package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** The report, which holds everything that was found out. */
public class ReportStatus {

    @Size(max = 4096)
    @JsonPropertyDescription("Where it is, JSON.")
    public String uri;

    @Size(max = 128)
    @JsonPropertyDescription("sha256 of the file.")
    public String digest;

    @Size(max = 1024)
    @JsonPropertyDescription(
            "Where it is as a page for people, HTML; absent where that is longer than 1,024 characters.")
    public String pageUri;
}
