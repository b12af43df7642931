package io.checkpost.web.list;

/**
 * One of the values that a filter offers.
 *
 * @param value as it stands in the URL
 * @param label in words
 */
public record Choice(String value, String label) {}
