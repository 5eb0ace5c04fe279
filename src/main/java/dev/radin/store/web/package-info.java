/**
 * Files of web servers, which are read and never written.
 * Used by {@link dev.radin.store.Stores}.
 * Begin with {@link dev.radin.store.web.WebStore}.
 */
package dev.radin.store.web;
