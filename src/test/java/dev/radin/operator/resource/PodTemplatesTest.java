package dev.radin.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.WorkersSpec;
import dev.radin.operator.Configs;
import dev.radin.operator.Resources;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.SelectionDocument;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of what a resource says of pods, and of what it does not say. */
class PodTemplatesTest {

    private static final String NOTHING = "{}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | cuda | radin:1-cuda",
                "device: CPU | cpu | radin:1",
                "device: CUDA | cuda | radin:1-cuda",
                "template: {spec: {containers: [{name: worker, resources: {requests: {cpu: 1}}}]}} | cpu | radin:1",
                "passes: {template: {spec: {containers: [{name: worker, resources: {limits: {nvidia.com/mig-1g.5gb: 1}}}]}}} |"
                        + " cuda | radin:1-cuda",
                "passes: {template: {spec: {containers: [{name: worker, resources: {claims: [{name: gpu}]}}]}}} | cuda |"
                        + " radin:1-cuda",
                "planning: {template: {spec: {containers: [{name: worker, resources: {requests: {cpu: 1}}}]}}} | cuda |"
                        + " radin:1-cuda"
            })
    void whatMakesThePassesAndItsImage(String workers, String device, String image) {
        Container worker = worker(pod(workers, Stage.extract));

        assertThat(option(worker, "--device")).contains(device);
        assertThat(worker.getImage()).isEqualTo(image);
    }

    @Test
    void passesHaveAGpuAndPlanningAProcessorWhereNothingIsSaid() {
        assertThat(worker(pod(NOTHING, Stage.extract)).getResources().getLimits())
                .containsOnly(java.util.Map.entry("nvidia.com/gpu", new Quantity("1")));
        assertThat(worker(pod(NOTHING, Stage.rank)).getResources().getRequests())
                .containsOnlyKeys("cpu", "memory");
        assertThat(worker(pod("device: CPU", Stage.extract)).getResources().getRequests())
                .containsOnlyKeys("cpu", "memory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requests: {cpu: 1500m} | 2",
                "requests: {cpu: 4} | 4",
                "requests: {cpu: 4}, limits: {memory: 1Gi} | 4",
                "requests: {cpu: 4}, limits: {cpu: 8} |",
                "limits: {nvidia.com/gpu: 1} |",
                "requests: {cpu: 0} |"
            })
    void workersWithoutALimitUseAsManyThreadsAsTheyAskForProcessors(String resources, String threads) {
        Container worker = worker(
                pod("template: {spec: {containers: [{name: worker, resources: {" + resources + "}}]}}", Stage.extract));

        assertThat(option(worker, "--threads")).isEqualTo(Optional.ofNullable(threads));
    }

    @Test
    void aRoleHasItsOwnPlacementOverTheCommonOne() {
        String workers =
                """
                template: {spec: {priorityClassName: batch, tolerations: [{key: spot}]}}
                passes: {template: {spec: {nodeSelector: {accelerator: a100}, tolerations: [{key: gpu}]}}}
                """;

        PodSpec passes = pod(workers, Stage.evaluate);
        PodSpec planning = pod(workers, Stage.inspect);

        assertThat(passes.getNodeSelector()).containsEntry("accelerator", "a100");
        assertThat(passes.getPriorityClassName()).isEqualTo("batch");
        assertThat(passes.getTolerations()).singleElement().matches(t -> t.getKey()
                .equals("gpu"));
        assertThat(planning.getNodeSelector()).isEmpty();
        assertThat(planning.getTolerations()).singleElement().matches(t -> t.getKey()
                .equals("spot"));
    }

    @Test
    void theUsersSecurityContextIsLaidOverTheRestrictedOne() {
        PodSpec pod = pod(
                """
                template:
                  spec:
                    securityContext: {runAsUser: 1001}
                    initContainers: [{name: proxy, image: proxy, securityContext: {capabilities: {drop: [NET_RAW]}}}]
                    containers: [{name: worker, securityContext: {readOnlyRootFilesystem: false}}]
                """,
                Stage.extract);

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1001);
        assertThat(worker(pod).getSecurityContext().getReadOnlyRootFilesystem()).isFalse();
        assertThat(worker(pod).getSecurityContext().getAllowPrivilegeEscalation())
                .isFalse();
        assertThat(pod.getInitContainers()).singleElement().satisfies(proxy -> {
            assertThat(proxy.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(proxy.getSecurityContext().getCapabilities().getDrop()).containsExactly("NET_RAW");
        });
    }

    @Test
    void aVolumeWhoseGroupIsRightIsNotChangedFileByFile() {
        String group = "template: {spec: {securityContext: {fsGroup: 3000}}}";
        String always = "passes: {template: {spec: {securityContext: {fsGroupChangePolicy: Always}}}}";

        assertThat(pod(NOTHING, Stage.extract).getSecurityContext().getFsGroupChangePolicy())
                .as("a cluster may give pods a group of its own")
                .isEqualTo("OnRootMismatch");
        for (Stage stage : Stage.values()) {
            assertThat(pod(group, stage).getSecurityContext())
                    .matches(c -> c.getFsGroup() == 3000)
                    .matches(c -> c.getFsGroupChangePolicy().equals("OnRootMismatch"));
        }
        assertThat(pod(group + "\n" + always, Stage.extract)
                        .getSecurityContext()
                        .getFsGroupChangePolicy())
                .isEqualTo("Always");
        assertThat(pod(group + "\n" + always, Stage.rank).getSecurityContext().getFsGroupChangePolicy())
                .isEqualTo("OnRootMismatch");
    }

    @Test
    void imagesArePulledAsTheResourceSays() {
        String policy = "template: {spec: {containers: [{name: worker, imagePullPolicy: IfNotPresent}]}}";
        String ofPasses = "passes: {template: {spec: {containers: [{name: worker, imagePullPolicy: Never}]}}}";

        assertThat(worker(pod(NOTHING, Stage.extract)).getImagePullPolicy()).isNull();
        assertThat(worker(pod(policy, Stage.extract)).getImagePullPolicy()).isEqualTo("IfNotPresent");
        assertThat(worker(pod(policy + "\n" + ofPasses, Stage.extract)).getImagePullPolicy())
                .isEqualTo("Never");
        assertThat(worker(pod(policy + "\n" + ofPasses, Stage.rank)).getImagePullPolicy())
                .isEqualTo("IfNotPresent");
    }

    @Test
    void whereTheOperatorWasInstalledForProcessorsPassesGetAGpuOnlyWhenAsked() {
        String limits = "template: {spec: {containers: [{name: worker, resources: {limits: {nvidia.com/gpu: 1}}}]}}";

        Container byDefault = worker(pod(NOTHING, Stage.extract, OperatorConfig.DefaultDevice.CPU));
        assertThat(byDefault.getImage()).isEqualTo("radin:1");
        assertThat(option(byDefault, "--device")).hasValue("cpu");
        assertThat(byDefault.getResources().getLimits()).isNullOrEmpty();
        for (String asked : List.of("device: CUDA", limits)) {
            Container worker = worker(pod(asked, Stage.extract, OperatorConfig.DefaultDevice.CPU));
            assertThat(worker.getImage()).as(asked).isEqualTo("radin:1-cuda");
            assertThat(option(worker, "--device")).as(asked).hasValue("cuda");
        }
    }

    private static PodSpec pod(String workers, Stage stage) {
        return pod(workers, stage, OperatorConfig.DefaultDevice.CUDA);
    }

    private static PodSpec pod(String workers, Stage stage, OperatorConfig.DefaultDevice device) {
        SoupSelection resource = Resources.selection("vit");
        resource.getSpec().workers = Serialization.unmarshal(workers, WorkersSpec.class);
        OperatorConfig config = Configs.of(device);
        StageTask task = new StageTask(stage, 0, AskedHash.kept("0011223344556677"), 1, 1, "aa", "bb", Cost.NONE);
        return new StageJob(resource, new SelectionDocument(Selections.of(resource)), config)
                .desired("job", task)
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Container worker(PodSpec pod) {
        return pod.getContainers().get(0);
    }

    private static Optional<String> option(Container worker, String name) {
        List<String> arguments = worker.getArgs();
        int place = arguments.indexOf(name);
        return place < 0 ? Optional.empty() : Optional.of(arguments.get(place + 1));
    }
}
