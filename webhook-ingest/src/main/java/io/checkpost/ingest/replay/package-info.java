/**
 * Stored messages again: handed to observers once more, or read by a newer reader or another code
 * list. A replay is a stored job that one node at a time works on, message by message in the order
 * of arrival, so that it outlives whatever ends in between.
 */
@NullMarked
package io.checkpost.ingest.replay;

import org.jspecify.annotations.NullMarked;
