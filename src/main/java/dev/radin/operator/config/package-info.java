/**
 * Settings of whoever installs the operator, read from the environment of its Deployment.
 * Used by every other package of {@code operator}, and uses none of them.
 * Begin with {@link dev.radin.operator.config.OperatorConfig}.
 */
package dev.radin.operator.config;
