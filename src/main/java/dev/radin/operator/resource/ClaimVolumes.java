package dev.radin.operator.resource;

import dev.radin.location.Location;
import dev.radin.location.OwnName;
import dev.radin.protocol.Selection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The PersistentVolumeClaims that the {@code pvc://claim/path} URIs of a selection name, as volumes of its pods. Only those
 * that hold the output or the cache can be written to.
 */
final class ClaimVolumes {

    private static final String VOLUME = "radin-claim-";

    private final List<String> claims;
    private final Set<String> written;

    private ClaimVolumes(Set<String> read, Set<String> written) {
        Set<String> all = new TreeSet<>(read);
        all.addAll(written);
        this.claims = List.copyOf(all);
        this.written = written;
    }

    static ClaimVolumes of(Selection selection) {
        Stream<String> inputs = Stream.of(
                        Stream.ofNullable(selection.architecture()).map(Selection.Input::uri),
                        selection.models().stream().map(Selection.Model::uri),
                        selection.modelsFrom().stream().map(Selection.ModelsFrom::uri),
                        selection.validation().stream().map(Selection.Dataset::uri),
                        selection.test().stream().map(Selection.Dataset::uri),
                        Stream.ofNullable(selection.base()).map(Selection.Base::uri),
                        Stream.ofNullable(selection.calibration()).map(Selection.Calibration::uri))
                .flatMap(uris -> uris);
        return new ClaimVolumes(claims(inputs), claims(Stream.of(selection.outputUri(), selection.cacheUri())));
    }

    private static Set<String> claims(Stream<String> uris) {
        return uris.filter(uri -> !OwnName.is(uri))
                .map(Location::of)
                .filter(uri -> uri.scheme().equals(Location.CLAIM))
                .map(Location::authority)
                .collect(Collectors.toSet());
    }

    List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        for (String claim : claims) {
            volumes.add(new VolumeBuilder()
                    .withName(name(claim))
                    .withNewPersistentVolumeClaim(claim, readOnly(claim))
                    .build());
        }
        return volumes;
    }

    /** Where workers look for them. */
    List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        for (String claim : claims) {
            mounts.add(new VolumeMountBuilder()
                    .withName(name(claim))
                    .withMountPath(WorkerArguments.CLAIMS_FOLDER + "/" + claim)
                    .withReadOnly(readOnly(claim))
                    .build());
        }
        return mounts;
    }

    /** A claim's own name may be longer than a volume's. */
    private String name(String claim) {
        return VOLUME + claims.indexOf(claim);
    }

    private Boolean readOnly(String claim) {
        return written.contains(claim) ? null : true;
    }
}
