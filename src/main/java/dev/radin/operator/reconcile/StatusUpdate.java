package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;

/**
 * Writes a status: the whole of it, with the resource version that it was made from. A conflict means that somebody else
 * wrote meanwhile; the informer is about to say so, and the next look starts from there.
 */
final class StatusUpdate {

    private StatusUpdate() {}

    /**
     * A status that the API server refuses is not left in the resource, as the next one says what is wrong with it.
     *
     * @return whether it was written
     */
    static boolean write(SoupSelection resource, SoupSelectionStatus status, Context<SoupSelection> context) {
        SoupSelectionStatus before = resource.getStatus();
        resource.setStatus(status);
        try {
            context.resourceOperations().updatePrimaryStatus(resource);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            resource.setStatus(before);
            throw e;
        }
    }
}
