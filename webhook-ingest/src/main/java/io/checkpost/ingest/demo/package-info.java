/**
 * What {@code --demo} shows: two portals, and the samples that the providers publish, sent to them
 * over HTTP like anybody's messages.
 */
@NullMarked
package io.checkpost.ingest.demo;

import org.jspecify.annotations.NullMarked;
