/**
 * The Kubernetes objects that the operator makes: Jobs with their pods, and the ConfigMap that pods read.
 * Used by {@code operator.reconcile} and {@code operator.observe}; nothing in here calls the API server.
 * Begin with {@link dev.radin.operator.resource.StageJob}.
 */
package dev.radin.operator.resource;
