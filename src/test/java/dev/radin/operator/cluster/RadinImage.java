package dev.radin.operator.cluster;

import java.nio.file.Path;

/** What a node runs for an image of radin: the program as these tests have it, in a process of its own. */
final class RadinImage {

    private RadinImage() {}

    /** Up to where the arguments begin. */
    static String[] entrypoint() {
        return new String[] {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            // Most of what the second compiler does for a worker is in vain: it ends before.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.radin.cli.Radin"
        };
    }
}
