package dev.radin.api.v1alpha1;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A part of a Pod, kept as it was written. Kubernetes knows its schema and checks it when the Pod is made; read into the
 * type at once, one that does not fit would keep the reader from all other resources of the list.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface PodPart {
    /** More than any of them has. */
    int MOST_FIELDS = 32;

    Class<?> value();
}
