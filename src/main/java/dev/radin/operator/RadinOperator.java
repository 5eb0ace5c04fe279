package dev.radin.operator;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.call.ReconcilerThread;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.event.SelectionEvents;
import dev.radin.operator.metric.Leadership;
import dev.radin.operator.metric.ReconcileMetrics;
import dev.radin.operator.observe.Pruned;
import dev.radin.operator.observe.PrunedStore;
import dev.radin.operator.reconcile.GatedReconciler;
import dev.radin.operator.reconcile.SelectionReconciler;
import dev.radin.operator.reconcile.SelectionTurns;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller, put together: what the process runs, and what tests run against a real API server. */
public final class RadinOperator {

    private static final Logger LOG = LoggerFactory.getLogger(RadinOperator.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    private static final double RETRY_GROWTH = 2;

    /** At once. They hardly do more than wait for the API server, which has others to serve. */
    private static final int RECONCILIATIONS = 16;

    private RadinOperator() {}

    public static Operator create(KubernetesClient client, OperatorConfig config, MeterRegistry registry) {
        return create(client, config, registry, new Handover());
    }

    /** @param handover which stops it */
    static Operator create(KubernetesClient client, OperatorConfig config, MeterRegistry registry, Handover handover) {
        LeaderCallbacks lead = endWithTheLease(new Leadership(config.lease().isEmpty(), registry), handover);
        ThreadPoolExecutor threads = threads();
        ReconcileMetrics metrics = new ReconcileMetrics(threads, registry);
        Operator operator = new Operator(service -> {
            service(service, client, config, lead);
            service.withExecutorService(threads).withMetrics(metrics);
        });
        SelectionReconciler reconciler = new SelectionReconciler(
                config, new SelectionEvents(client, config.instance()), registry, InstantSource.system());
        operator.register(
                new GatedReconciler(reconciler, handover.gate()),
                controller -> controller(controller, config, registry));
        return operator;
    }

    /** Instead of {@link Operator#start}. */
    public static void start(Operator operator) {
        operator.start();
        // Made without a core thread, it would look for what is due every ten milliseconds while anything is planned.
        if (scheduler(operator) instanceof ThreadPoolExecutor threads) {
            threads.setCorePoolSize(1);
        }
    }

    /** Instead of {@link Operator#stop}, which leaves a thread behind. */
    public static void stop(Operator operator) {
        operator.stop();
        scheduler(operator).shutdownNow();
    }

    private static ScheduledExecutorService scheduler(Operator operator) {
        return operator.getConfigurationService().getExecutorServiceManager().scheduledExecutorService();
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                RECONCILIATIONS,
                RECONCILIATIONS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                ReconcilerThread::new);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static void service(
            ConfigurationServiceOverrider service,
            KubernetesClient client,
            OperatorConfig config,
            LeaderCallbacks lead) {
        service.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .checkingCRDAndValidateLocalModel(false)
                .withUseSSAToPatchPrimaryResource(false);
        config.lease()
                .ifPresent(lease -> service.withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(OperatorConfig.Lease.NAME)
                                .withLeaseNamespace(lease.namespace())
                                .withIdentity(config.instance())
                                .withLeaseDuration(lease.duration())
                                .withRenewDeadline(
                                        lease.duration().multipliedBy(2).dividedBy(3))
                                .withRetryPeriod(lease.duration().dividedBy(6))
                                .withLeaderCallbacks(lead)
                                .build()));
    }

    /** At once, with no word more to the API server: another replica may be at work by now. */
    private static LeaderCallbacks endWithTheLease(Leadership leadership, Handover handover) {
        return new LeaderCallbacks(
                leadership::won,
                () -> {
                    if (handover.isUnderWay()) {
                        return;
                    }
                    LOG.error("the lease is lost, so another replica may lead; this one ends");
                    Runtime.getRuntime().halt(Reason.WorkerFailed.exitCode());
                },
                leader -> {});
    }

    private static void controller(
            ControllerConfigurationOverrider<SoupSelection> controller, OperatorConfig config, MeterRegistry registry) {
        controller
                .withName("soupselections")
                // A status edited by hand leaves the generation as it is, and is mended.
                .withGenerationAware(false)
                .withItemStore(new PrunedStore<>(Pruned::selection))
                .withInformerListLimit(OperatorConfig.LIST_PAGE)
                .withRateLimiter(new SelectionTurns(registry, System::nanoTime))
                .withRetry(new GenericRetry()
                        .setInitialInterval(FIRST_RETRY)
                        .setIntervalMultiplier(RETRY_GROWTH)
                        .setMaxInterval(LONGEST_RETRY.toMillis())
                        .withoutMaxAttempts());
        if (config.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(config.namespaces());
        }
    }
}
