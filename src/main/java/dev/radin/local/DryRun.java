package dev.radin.local;

import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Selection;
import dev.radin.worker.InspectStage;
import dev.radin.worker.OutputSize;
import dev.radin.worker.ScratchNeed;
import dev.radin.worker.StageContext;
import java.util.List;

/**
 * What a selection would cost.
 *
 * @param models that can be used
 * @param excluded the others, and why
 * @param notes of what was recognised in the inputs and left out
 * @param vertexPasses of single models over the validation data
 * @param lackingPasses of them, those that the cache does not have, as far as is known without reading the models
 * @param soupPasses at most, for the budget
 * @param comparedPasses of the soups of compared strategies, at most
 * @param testPasses at most
 * @param measuringPasses over the calibration dataset, of each soup, at most
 * @param modelBytes of all models together, each read three times at most: for its digest, for its pass, for soups
 * @param scratch at most at one time
 * @param outputBytes of the published checkpoint and network, if it is a soup of all models
 */
public record DryRun(
        int models,
        List<ExcludedModel> excluded,
        List<String> notes,
        int validation,
        int test,
        int vertexPasses,
        int lackingPasses,
        int soupPasses,
        int comparedPasses,
        int testPasses,
        int measuringPasses,
        long modelBytes,
        ScratchNeed scratch,
        long outputBytes) {

    /**
     * Looks at the inputs and writes nothing.
     *
     * @param passesPerShare of {@code spec.workers.passesPerPod}
     */
    public static DryRun of(StageContext context, Selection selection, int passesPerShare) {
        Inspection inspection = new InspectStage(context).inspect();
        int models = inspection.models().size();
        int datasets = inspection.validation().size();
        long modelBytes = inspection.inputs().stream()
                .mapToLong(Inspection.Input::sizeBytes)
                .sum();
        return new DryRun(
                models,
                inspection.excluded(),
                inspection.notes(),
                datasets,
                inspection.test().size(),
                inspection.run().size() * datasets,
                inspection.passes().size(),
                selection.budget() * datasets,
                (selection.evaluations() - selection.budget()) * datasets,
                selection.tested() * inspection.test().size(),
                inspection.calibration() == null
                        ? 0
                        : selection.evaluations() + (inspection.test().isEmpty() ? 0 : 1),
                modelBytes,
                ScratchNeed.of(context, inspection, passesPerShare),
                OutputSize.bytes(context, inspection));
    }
}
