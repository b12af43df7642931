/**
 * Starting, being ready, draining and stopping: who may come in, and in which order parts begin and
 * end.
 */
@NullMarked
package io.checkpost.ingest.lifecycle;

import org.jspecify.annotations.NullMarked;
