/**
 * What somebody has to know of, told when it changes and not while it lasts.
 *
 * <p>One node at a time looks every few seconds what {@link io.checkpost.ingest.alert.Condition}s
 * find. The transaction that raises or clears an alert also leaves a notice for each channel; a
 * notice is deleted once it was sent, so that none is lost and none sent for a repetition.
 */
@NullMarked
package io.checkpost.ingest.alert;

import org.jspecify.annotations.NullMarked;
