package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.SoupSelection;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** Who made what: by uid, as names can be taken by others. */
public final class Ownership {

    private Ownership() {}

    /** The garbage collector removes what carries it once the resource is gone. */
    static OwnerReference reference(SoupSelection resource) {
        return new OwnerReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    public static boolean owns(HasMetadata owner, HasMetadata owned) {
        return owned.getMetadata().getOwnerReferences().stream()
                .anyMatch(r -> Boolean.TRUE.equals(r.getController())
                        && owner.getMetadata().getUid().equals(r.getUid()));
    }

    /** Whether it was made for an earlier resource of this name, which was deleted: the garbage collector is about to remove it. */
    public static boolean isOfEarlier(HasMetadata owner, HasMetadata owned) {
        return owned.getMetadata().getOwnerReferences().stream()
                .anyMatch(r -> Boolean.TRUE.equals(r.getController())
                        && owner.getKind().equals(r.getKind())
                        && owner.getMetadata().getName().equals(r.getName())
                        && !owner.getMetadata().getUid().equals(r.getUid()));
    }
}
