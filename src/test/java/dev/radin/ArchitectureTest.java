package dev.radin;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The packages of the engine, and the only arrows between them. {@code fault} is everybody's. */
class ArchitectureTest {

    private static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.radin..")
            .withOptionalLayers(true)
            .layer("fault")
            .definedBy("dev.radin.fault..")
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
            .mayOnlyAccessLayers("weights", "cache", "protocol", "dataset", "tensor", "store", "soup", "fault")
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
        ARROWS.check(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.radin"));
    }
}
