package dev.radin.cache;

import dev.radin.tensor.Limits;
import java.nio.file.Path;

/**
 * How this machine runs its share. Nothing in it changes a result, but for the device.
 *
 * @param device {@code cpu} or {@code cuda}: what makes the passes of this selection, whether or not this very stage runs
 *     any; the two round differently, so their passes have different names
 * @param threads of the network on a CPU and of ranking; 0 for all processors
 * @param scratch an existing folder for averaged weights; emptied of what was put there
 */
public record WorkerSettings(String device, int threads, Path scratch, Limits limits) {}
