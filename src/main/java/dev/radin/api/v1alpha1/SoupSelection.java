package dev.radin.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Chooses which of several fine-tuned checkpoints to average, within a budget of evaluations. */
@Group(SoupSelection.GROUP)
@Version(SoupSelection.VERSION)
@Plural("soupselections")
@ShortNames("soup")
public class SoupSelection extends CustomResource<SoupSelectionSpec, SoupSelectionStatus> implements Namespaced {

    public static final String GROUP = "radin.dev";
    public static final String VERSION = "v1alpha1";
}
