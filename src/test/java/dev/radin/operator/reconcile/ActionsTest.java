package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.SpecValidator;
import dev.radin.fault.Reason;
import dev.radin.operator.Configs;
import dev.radin.operator.resource.KubernetesJson;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What decisions make of an API server that keeps what it is given. */
class ActionsTest extends DecidedSelection {

    /** By their paths. */
    private final Map<String, HasMetadata> objects = new ConcurrentSkipListMap<>();

    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void whatPodsReadIsThereAgainWhereAnEditIsTakenBack() {
        BudgetSpec before = resource.getSpec().budget;
        launch();
        succeed();
        List<String> read = configMaps();
        resource.getSpec().budget = BudgetSpec.of(9);
        launch();
        succeed();
        assertThat(configMaps()).hasSize(1).doesNotContainAnyElementsOf(read);

        resource.getSpec().budget = before;
        launch();

        assertThat(read).hasSize(1);
        assertThat(configMaps()).isEqualTo(read);
    }

    @Test
    void aJobOfADeletedSelectionOfThisNameIsWaitedFor() {
        Job earlier = new JobBuilder(job())
                .editMetadata()
                .editFirstOwnerReference()
                .withUid("11111111-2222-3333-4444-555555555555")
                .endOwnerReference()
                .endMetadata()
                .build();
        client.resource(earlier).create();

        SelectionState state = launch();

        assertThat(state).isInstanceOfSatisfying(SelectionState.Running.class, running -> {
            assertThat(running.blocker().reason()).isEqualTo(PodBlocker.Reason.JobBeingDeleted);
            assertThat(running.blocker().message())
                    .contains(earlier.getMetadata().getName(), "an earlier SoupSelection of this name");
        });
    }

    @Test
    void aJobThatSomebodyElseMadeIsInTheWay() {
        Job foreign = new JobBuilder(job())
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build();
        client.resource(foreign).create();

        assertThat(launch())
                .isInstanceOfSatisfying(SelectionState.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.NameConflict));
    }

    @Test
    void aJobThatWasInTheWayAndIsGoneIsNoConflict() {
        SelectionState state = launch(job -> {
            throw new KubernetesClientException("exists already", 409, null);
        });

        assertThat(state).isEqualTo(decide().state());
    }

    private SelectionState launch() {
        return launch(job -> client.resource(job).create());
    }

    private SelectionState launch(UnaryOperator<Job> create) {
        return new Actions(client, Configs.CONFIG, SpecValidator.validate(resource)).apply(decide(), jobs, create);
    }

    /** The one that is to be made. */
    private Job job() {
        Job[] made = new Job[1];
        launch(job -> made[0] = job);
        return made[0];
    }

    private List<String> configMaps() {
        return objects.keySet().stream()
                .filter(path -> path.contains("/configmaps/"))
                .toList();
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        String given = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (call.getRequestMethod()) {
            case "POST" -> {
                HasMetadata object = KubernetesJson.SERIALIZATION.unmarshal(given);
                HasMetadata before =
                        objects.putIfAbsent(path + "/" + object.getMetadata().getName(), object);
                answer(call, before == null ? 201 : 409, before == null ? object : null);
            }
            case "DELETE" -> answer(call, objects.remove(path) == null ? 404 : 200, null);
            default -> answer(call, objects.containsKey(path) ? 200 : 404, objects.get(path));
        }
    }

    private static void answer(HttpExchange call, int code, HasMetadata object) throws IOException {
        String text = KubernetesJson.SERIALIZATION.asJson(
                object != null ? object : new StatusBuilder().withCode(code).build());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(code, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
