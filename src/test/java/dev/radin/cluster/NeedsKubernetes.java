package dev.radin.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that run on a {@link ControlPlane}. Before the first of them the programs are built, if they are missing,
 * which takes minutes. {@code -DskipKubernetes} skips them all.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KubernetesRequirement.class)
public @interface NeedsKubernetes {

    /** Of which version. */
    Version value() default Version.newest;

    /** A version that {@code dev/cluster} knows, by its word for it. */
    enum Version {
        newest,
        /** The oldest that is supported. Its tests are skipped unless {@code dev/cluster prepare oldest} has built it. */
        oldest
    }
}
