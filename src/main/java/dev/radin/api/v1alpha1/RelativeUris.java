package dev.radin.api.v1alpha1;

import dev.radin.location.Location;
import java.util.List;

/** A convenience of the command line: URIs may be relative to the file that holds them. A cluster takes absolute ones. */
public final class RelativeUris {

    private RelativeUris() {}

    /**
     * Makes every URI of a resource absolute, in place.
     *
     * @param folder of the file
     */
    public static SoupSelection absolute(SoupSelection selection, Location folder) {
        SoupSelectionSpec spec = selection.getSpec();
        if (spec == null) {
            return selection;
        }
        if (spec.evaluator != null && spec.evaluator.torchScript != null) {
            spec.evaluator.torchScript.uri = Uris.absolute(spec.evaluator.torchScript.uri, folder);
        }
        orEmpty(spec.modelsFrom).forEach(f -> {
            if (f != null) {
                f.uri = Uris.absolute(f.uri, folder);
            }
        });
        orEmpty(spec.models).forEach(m -> {
            if (m != null) {
                m.uri = Uris.absolute(m.uri, folder);
            }
        });
        orEmpty(spec.datasets).forEach(d -> {
            if (d != null) {
                d.uri = Uris.absolute(d.uri, folder);
            }
        });
        if (spec.base != null) {
            spec.base.uri = Uris.absolute(spec.base.uri, folder);
        }
        if (spec.output != null) {
            spec.output.uri = Uris.absolute(spec.output.uri, folder);
        }
        if (spec.cache != null) {
            spec.cache.uri = Uris.absolute(spec.cache.uri, folder);
        }
        return selection;
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
