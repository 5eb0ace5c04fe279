package dev.radin.cluster;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Addresses of this machine for whoever is told where to listen: on one of its own every port is free, and nobody can take one
 * before it is bound.
 */
public final class Loopback {

    private Loopback() {}

    /** In 127.0.0.0/8, drawn at random among sixteen million. */
    public static String draw() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(
                Locale.ROOT, "127.%d.%d.%d", random.nextInt(1, 255), random.nextInt(256), random.nextInt(1, 255));
    }
}
