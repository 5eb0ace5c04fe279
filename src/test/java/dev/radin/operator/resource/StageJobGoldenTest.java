package dev.radin.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Golden;
import dev.radin.api.v1alpha1.AdapterSpec;
import dev.radin.api.v1alpha1.BaseSpec;
import dev.radin.api.v1alpha1.ContainerSpec;
import dev.radin.api.v1alpha1.EvaluatorSpec;
import dev.radin.api.v1alpha1.ModelsFromSpec;
import dev.radin.api.v1alpha1.PodRoleSpec;
import dev.radin.api.v1alpha1.ScratchSpec;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSpec;
import dev.radin.operator.Configs;
import dev.radin.operator.Resources;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Selection.SoupForm;
import dev.radin.protocol.SelectionDocument;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Jobs, as a cluster is given them. */
class StageJobGoldenTest {

    private final SoupSelection resource = Resources.selection("vit");

    @Test
    void extractWithNothingSaid() {
        StageTask task =
                new StageTask(Stage.extract, 0, AskedHash.kept("0011223344556677"), 12, 4, "aa", null, Cost.NONE);

        Golden.check("job-extract.yaml", Serialization.asYaml(job(task)));
    }

    @Test
    void publishWithEverythingSaid() {
        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "gpu"));
        resource.getSpec().workers.stageDeadlineSeconds = 7200L;
        resource.getSpec().workers.jobTTLSecondsAfterFinished = 3600;
        resource.getSpec().workers.template = Resources.yaml(
                """
                metadata: {labels: {team: nobody, floor: "2"}, annotations: {note: a sweep}}
                spec:
                  serviceAccountName: reader
                  securityContext: {fsGroup: 1000, runAsUser: 1001}
                  tolerations: [{key: nvidia.com/gpu, operator: Exists}]
                  volumes:
                  - {name: models, persistentVolumeClaim: {claimName: models, readOnly: true}}
                  - {name: tmp, emptyDir: {}}
                  initContainers:
                  - {name: proxy, image: registry.local/proxy, restartPolicy: Always}
                  containers:
                  - name: worker
                    image: registry.local/radin:1
                    env: [{name: AWS_REGION, value: eu-west-1}]
                    volumeMounts: [{name: models, mountPath: /models}]
                """);
        resource.getSpec().workers.planning = new PodRoleSpec();
        resource.getSpec().workers.planning.scratch = new ScratchSpec();
        resource.getSpec().workers.planning.scratch.sizeLimit = new Quantity("20Gi");
        resource.getSpec().workers.planning.template = Resources.yaml(
                """
                metadata: {labels: {team: vision}}
                spec:
                  terminationGracePeriodSeconds: 60
                  volumes: [{name: tmp, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}}]
                  containers:
                  - name: worker
                    image: registry.local/radin:2
                    imagePullPolicy: Always
                    resources: {requests: {cpu: 1500m, memory: 8Gi}}
                    securityContext: {readOnlyRootFilesystem: false}
                """);
        StageTask task = new StageTask(
                Stage.publish, 0, AskedHash.kept("0011223344556677"), 1, 1, "aa", "bb", new Cost(12, 4, 81.5));

        Golden.check("job-publish.yaml", Serialization.asYaml(job(task)));
    }

    /** The user's image, in which radin is put by an init container, with what their template says of the worker. */
    @Test
    void extractByAProgramOfTheUsers() {
        resource.getSpec().evaluator = program();
        resource.getSpec().workers.template = Resources.yaml(
                """
                spec:
                  initContainers: [{name: proxy, image: registry.local/proxy, restartPolicy: Always}]
                  containers:
                  - name: worker
                    env: [{name: USER, value: team}]
                """);
        StageTask extract =
                new StageTask(Stage.extract, 0, AskedHash.kept("0011223344556677"), 12, 4, "aa", null, Cost.NONE);
        StageTask rank = new StageTask(Stage.rank, 1, AskedHash.kept("0011223344556677"), 1, 1, "aa", null, Cost.NONE);

        Golden.check("job-program.yaml", Serialization.asYaml(job(extract)));
        Container planning =
                job(rank).getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(planning.getImage()).isEqualTo("radin:1");
        assertThat(planning.getCommand()).isEmpty();
    }

    /** A quota of processors or memory refuses a pod of which one container does not say how much it takes. */
    @Test
    void whatBringsRadinIntoTheUsersImageTakesWhatTheWorkerDoesButForDevices() {
        resource.getSpec().evaluator = program();
        resource.getSpec().workers.template = Resources.yaml(
                """
                spec:
                  containers:
                  - name: worker
                    resources:
                      requests: {cpu: "4", memory: 8Gi}
                      limits: {cpu: "4", memory: 16Gi, nvidia.com/gpu: 1}
                """);
        StageTask extract =
                new StageTask(Stage.extract, 0, AskedHash.kept("0011223344556677"), 12, 4, "aa", null, Cost.NONE);

        Container copies = job(extract)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getInitContainers()
                .get(0);

        assertThat(copies.getResources().getRequests())
                .isEqualTo(Map.of("cpu", new Quantity("4"), "memory", new Quantity("8Gi")));
        assertThat(copies.getResources().getLimits())
                .isEqualTo(Map.of("cpu", new Quantity("4"), "memory", new Quantity("16Gi")));
    }

    /** The program is given merged weights, so its pod reads base and adapters; so does that which publishes an adapter. */
    @Test
    void adaptersOfABaseOnAnotherClaim() {
        resource.getSpec().evaluator = program();
        resource.getSpec().models = null;
        resource.getSpec().modelsFrom = List.of(sweep());
        resource.getSpec().base = new BaseSpec();
        resource.getSpec().base.uri = "pvc://bases/llama";
        resource.getSpec().output.uri = "pvc://soups/llama";
        resource.getSpec().output.soup = new SoupSpec();
        resource.getSpec().output.soup.type = SoupForm.Type.Adapter;
        resource.getSpec().output.soup.adapter = new AdapterSpec();
        resource.getSpec().output.soup.adapter.rank = 16;
        StageTask extract =
                new StageTask(Stage.extract, 0, AskedHash.kept("0011223344556677"), 12, 4, "aa", null, Cost.NONE);
        StageTask publish = new StageTask(
                Stage.publish, 0, AskedHash.kept("0011223344556677"), 1, 1, "aa", "bb", new Cost(12, 4, 81.5));

        Golden.check("job-adapters.yaml", Serialization.asYaml(job(extract)) + Serialization.asYaml(job(publish)));
    }

    private static EvaluatorSpec program() {
        EvaluatorSpec evaluator = new EvaluatorSpec();
        evaluator.container = new ContainerSpec();
        evaluator.container.image = "registry.example/team/eval:3";
        evaluator.container.command = List.of("python", "/app/evaluate.py");
        evaluator.container.version = "3";
        return evaluator;
    }

    private static ModelsFromSpec sweep() {
        ModelsFromSpec folder = new ModelsFromSpec();
        folder.name = "sweep";
        folder.uri = "pvc://sweep/runs";
        return folder;
    }

    @Test
    void theLongestNamesStillFitTheirPods() {
        SoupSelection longest = Resources.selection("a".repeat(40));
        StageTask task =
                new StageTask(Stage.evaluate, 99, AskedHash.kept("0011223344556677"), 1000, 1, "aa", "bb", Cost.NONE);

        String name = WorkersRevision.of(longest).jobNames(longest, task, 2).get(0);

        assertThat(name + "-999").hasSizeLessThanOrEqualTo(63).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }

    private Job job(StageTask task) {
        return new StageJob(resource, new SelectionDocument(Selections.of(resource)), Configs.CONFIG)
                .desired(
                        WorkersRevision.of(resource).jobNames(resource, task, 0).get(0), task);
    }
}
