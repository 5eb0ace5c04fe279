package dev.radin.cluster;

import java.nio.file.Path;

/** The control plane that lives as long as this JVM. */
final class SharedControlPlane {

    private static ControlPlane started;

    private SharedControlPlane() {}

    static synchronized ControlPlane get() {
        if (started == null) {
            ClusterBinaries binaries = ClusterBinaries.newest();
            Path folder = Path.of(
                    "target", "cluster", Long.toString(ProcessHandle.current().pid()));
            started = ControlPlane.start(binaries, folder);
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        }
        return started;
    }
}
