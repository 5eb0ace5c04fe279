package dev.radin.api.v1alpha1;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A list of texts in which each stands once; server-side apply merges what several managers give. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface ListSet {}
