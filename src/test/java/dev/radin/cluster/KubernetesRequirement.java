package dev.radin.cluster;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.radin.cluster.NeedsKubernetes.Version;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Sees to the programs before the first class that needs them, so that no test of such a class begins without them. Where they
 * cannot be built, that class fails, once, and the others are skipped.
 */
final class KubernetesRequirement implements ExecutionCondition, BeforeAllCallback {

    /** A system property: {@code mvn verify -DskipKubernetes}. */
    private static final String SWITCH = "skipKubernetes";

    private static final String SKIPPED = "-D" + SWITCH + " asks to do without Kubernetes";

    private static final String FAILED_BEFORE =
            "there is no Kubernetes; another class failed for it and says what to do";

    private static volatile boolean failed;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (isSkipped()) {
            skippedClasses(context).add(context.getRequiredTestClass());
            return ConditionEvaluationResult.disabled(SKIPPED);
        }
        if (failed) {
            return ConditionEvaluationResult.disabled(FAILED_BEFORE);
        }
        if (version(context) == Version.oldest && !ClusterBinaries.isPrepared(Version.oldest)) {
            return ConditionEvaluationResult.disabled(
                    "the oldest supported Kubernetes is not there: dev/cluster prepare oldest");
        }
        return ConditionEvaluationResult.enabled("");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        synchronized (KubernetesRequirement.class) {
            if (failed) {
                abort(FAILED_BEFORE);
            }
            if (!ClusterBinaries.prepare(version(context))) {
                failed = true;
                fail(
                        "there is no Kubernetes to run these tests on, and dev/cluster prepare cannot build it (the console"
                                + " says why); mvn verify -D" + SWITCH + " does without");
            }
        }
    }

    /** Closed, and so printed, when the last test has ended. */
    private static SkippedClasses skippedClasses(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(KubernetesRequirement.class))
                .getOrComputeIfAbsent(SWITCH, key -> new SkippedClasses(SKIPPED), SkippedClasses.class);
    }

    private static boolean isSkipped() {
        String value = System.getProperty(SWITCH, "false");
        return value.isEmpty() || Boolean.parseBoolean(value);
    }

    private static Version version(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), NeedsKubernetes.class, context.getEnclosingTestClasses())
                .orElseThrow()
                .value();
    }
}
