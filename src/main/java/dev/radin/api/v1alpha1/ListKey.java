package dev.radin.api.v1alpha1;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The field that tells the entries of a list apart: unique in the list, and what server-side apply merges by. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface ListKey {
    String value();
}
