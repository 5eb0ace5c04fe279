package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;

/**
 * Writes a status: the whole of it, with the resource version that it was made from. A conflict means that somebody else
 * wrote meanwhile; the informer is about to say so, and the next look starts from there.
 */
final class StatusUpdate {

    private StatusUpdate() {}

    static void of(SoupSelection resource, Context<SoupSelection> context) {
        try {
            context.resourceOperations().updatePrimaryStatus(resource);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }
}
