package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Pod;

/** Stands in for a container where thousands of Pods are to run: says at once how the Pod ends. Called by several threads. */
@FunctionalInterface
public interface PodProgram {

    PodEnding run(Pod pod);
}
