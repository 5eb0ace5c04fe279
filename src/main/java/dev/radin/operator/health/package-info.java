/**
 * What the endpoints under /q/health answer.
 * Used by Quarkus alone.
 * Begin with {@link dev.radin.operator.health.InformersAlive}.
 */
package dev.radin.operator.health;
