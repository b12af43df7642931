package io.checkpost.web.list;

/**
 * A filter in force, which can be taken off.
 *
 * @param label what it filters by
 * @param value by which value, in words
 * @param without the page without it
 */
public record Chip(String label, String value, String without) {}
