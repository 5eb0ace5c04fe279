package dev.radin.api.pod;

/** Who is told what is wrong. */
@FunctionalInterface
public interface PodProblems {

    /** @param path of the field, as {@code spec.workers.template.spec.volumes[0]} */
    void add(String path, String message);
}
