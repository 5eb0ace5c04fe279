package dev.radin.api.v1alpha1;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A value of a required field, as YAML within braces: what is shown where the field is missing. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface Example {
    String value();
}
