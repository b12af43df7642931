/**
 * Pages that keep up with what happens: which of their parts are live, and the socket by which they
 * are told that something changed. What changed they ask for themselves, as anybody would, so that
 * who may see what is decided in one place.
 */
@NullMarked
package io.checkpost.web.live;

import org.jspecify.annotations.NullMarked;
