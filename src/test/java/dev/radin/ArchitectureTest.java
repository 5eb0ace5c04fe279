package dev.radin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import dev.radin.cluster.NeedsKubernetes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The packages of the engine and the only arrows between them ({@code fault}, {@code digest} and {@code location} are everybody's), and what tests owe. */
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.radin");
    private static final JavaClasses PRODUCT =
            ALL.that(DescribedPredicate.describe("are no tests", type -> type.getSource()
                    .map(source -> new ImportOption.DoNotIncludeTests().includes(Location.of(source.getUri())))
                    .orElseThrow()));

    private static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.radin..")
            .withOptionalLayers(true)
            .layer("fault")
            .definedBy("dev.radin.fault..", "dev.radin.digest..", "dev.radin.location..")
            .layer("soup")
            .definedBy("dev.radin.soup..")
            .layer("store")
            .definedBy("dev.radin.store..")
            .layer("tensor")
            .definedBy("dev.radin.tensor..")
            .layer("dataset")
            .definedBy("dev.radin.dataset..")
            .layer("inference")
            .definedBy("dev.radin.inference..")
            .layer("protocol")
            .definedBy("dev.radin.protocol..")
            .layer("cache")
            .definedBy("dev.radin.cache..")
            .layer("weights")
            .definedBy("dev.radin.weights..")
            .layer("report")
            .definedBy("dev.radin.report..")
            .layer("worker")
            .definedBy("dev.radin.worker..")
            .layer("plan")
            .definedBy("dev.radin.plan..")
            .layer("api")
            .definedBy("dev.radin.api..")
            .layer("status")
            .definedBy("dev.radin.status..")
            .layer("local")
            .definedBy("dev.radin.local..")
            .layer("operator")
            .definedBy("dev.radin.operator..")
            .layer("cli")
            .definedBy("dev.radin.cli..")
            .whereLayer("soup")
            .mayOnlyAccessLayers("fault")
            .whereLayer("store")
            .mayOnlyAccessLayers("fault")
            .whereLayer("tensor")
            .mayOnlyAccessLayers("soup", "store", "fault")
            .whereLayer("dataset")
            .mayOnlyAccessLayers("tensor", "soup", "store", "fault")
            .whereLayer("inference")
            .mayOnlyAccessLayers("dataset", "tensor", "soup", "store", "fault")
            .whereLayer("protocol")
            .mayOnlyAccessLayers("soup", "fault")
            .whereLayer("cache")
            .mayOnlyAccessLayers("protocol", "inference", "dataset", "tensor", "store", "soup", "fault")
            .whereLayer("weights")
            .mayOnlyAccessLayers("cache", "protocol", "tensor", "store", "soup", "fault")
            .whereLayer("report")
            .mayOnlyAccessLayers("weights", "cache", "api", "protocol", "dataset", "tensor", "store", "soup", "fault")
            .whereLayer("worker")
            .mayOnlyAccessLayers(
                    "report",
                    "weights",
                    "cache",
                    "protocol",
                    "inference",
                    "dataset",
                    "tensor",
                    "store",
                    "soup",
                    "fault")
            .whereLayer("plan")
            .mayOnlyAccessLayers("protocol", "soup", "fault")
            .whereLayer("api")
            .mayOnlyAccessLayers("protocol", "soup", "fault")
            .whereLayer("status")
            .mayOnlyAccessLayers("api", "protocol", "plan", "soup", "fault")
            .whereLayer("operator")
            .mayOnlyAccessLayers("plan", "api", "status", "protocol", "soup", "fault")
            .whereLayer("local")
            .mayOnlyAccessLayers("status", "plan", "worker", "cache", "store", "protocol", "api", "soup", "fault");

    @Test
    void arrowsPointOneWay() {
        ARROWS.check(PRODUCT);
    }

    /** They come to where credentials are used, and to no more of the program. */
    @Test
    void onlyStoresOfCloudsUseTheirLibraries() {
        Map.of(
                        "dev.radin.store.s3..", "software.amazon..",
                        "dev.radin.store.gs..", "com.google.a(uth|pi)..",
                        "dev.radin.store.az..", "com.(azure|microsoft)..")
                .forEach((store, library) -> noClasses()
                        .that()
                        .resideOutsideOfPackages(store)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(library)
                        .check(ALL));
    }

    /** Of these {@link Math} lets each processor have its own last digit, and all that is computed here is to be the same on each. */
    @Test
    void functionsThatProcessorsRoundDifferentlyAreStrict() {
        Set<String> rounded = Set.of(
                "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "sin", "cos", "tan", "tanh", "sinh", "cosh");

        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.<JavaMethodCall>describe(
                        "it is of Math, where StrictMath has the same",
                        call -> call.getTargetOwner().isEquivalentTo(Math.class) && rounded.contains(call.getName())))
                .check(PRODUCT);
    }

    /** Without the mark they would begin where there is no Kubernetes, and fail while they clean up. */
    @Test
    void testsThatRunOnKubernetesAreMarkedSo() {
        Set<JavaClass> users = usersOf(ALL.get("dev.radin.cluster.ControlPlane"));

        classes()
                .that(DescribedPredicate.describe("use a control plane", users::contains))
                .and()
                .haveNameMatching(".*(Test|IT)")
                .should()
                .beAnnotatedWith(NeedsKubernetes.class)
                .check(ALL);
    }

    /** Directly or through others. */
    private static Set<JavaClass> usersOf(JavaClass used) {
        Set<JavaClass> users = new HashSet<>();
        Deque<JavaClass> unseen = new ArrayDeque<>(List.of(used));
        while (!unseen.isEmpty()) {
            for (Dependency dependency : unseen.pop().getDirectDependenciesToSelf()) {
                if (users.add(dependency.getOriginClass())) {
                    unseen.push(dependency.getOriginClass());
                }
            }
        }
        return users;
    }
}
