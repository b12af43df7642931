package io.checkpost.web.search;

/**
 * Something that is known by what was looked for.
 *
 * @param label what it is, in words
 * @param address its page, with its query
 */
public record Hit(String label, String address) {}
