package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Reconciles as long as its gate is open: nothing is called on the API server after it is closed. */
public final class GatedReconciler implements Reconciler<SoupSelection> {

    private final Reconciler<SoupSelection> reconciler;
    private final Gate gate;

    public GatedReconciler(Reconciler<SoupSelection> reconciler, Gate gate) {
        this.reconciler = reconciler;
        this.gate = gate;
    }

    @Override
    public List<EventSource<?, SoupSelection>> prepareEventSources(EventSourceContext<SoupSelection> context) {
        return reconciler.prepareEventSources(context);
    }

    @Override
    public UpdateControl<SoupSelection> reconcile(SoupSelection resource, Context<SoupSelection> context)
            throws Exception {
        if (!gate.enter()) {
            return UpdateControl.noUpdate();
        }
        try {
            return reconciler.reconcile(resource, context);
        } finally {
            gate.leave();
        }
    }

    @Override
    public ErrorStatusUpdateControl<SoupSelection> updateErrorStatus(
            SoupSelection resource, Context<SoupSelection> context, Exception e) {
        if (!gate.enter()) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        try {
            return reconciler.updateErrorStatus(resource, context, e);
        } finally {
            gate.leave();
        }
    }
}
