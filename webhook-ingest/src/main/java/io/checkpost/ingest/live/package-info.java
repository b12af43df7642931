/**
 * That something changed, for pages that are open: which kind of thing, and never what. Every node
 * says so to the others and follows what they say.
 */
@NullMarked
package io.checkpost.ingest.live;

import org.jspecify.annotations.NullMarked;
