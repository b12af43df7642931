package io.checkpost.blackbox;

/**
 * A portal as its creation showed it.
 *
 * @param id its id
 * @param provider its provider
 * @param intakePath where it receives
 */
record Portal(String id, String provider, String intakePath) {}
