/**
 * From the journal to CDI observers: at least once, in order for each subject, each observer in a
 * transaction of its own.
 *
 * <p>The appending transaction leaves a row in {@code pending_dispatch}. A node dispatches the rows
 * of the shards that it holds a lease on, one subject after its own order and many subjects at
 * once, and deletes them when every observer was called. An observer that threw, or has to wait for
 * an earlier event of the subject, leaves a row in {@code owed_observation}; one that succeeded
 * leaves none.
 *
 * <p>{@code Dispatcher} is the one thread that reads and writes; {@code Calls} calls; {@code Lanes}
 * knows who has to wait for what is under way, {@code ObserverLane} for what is in the table;
 * {@code Retries} begins what is owed. {@code OwedObservations} is for people.
 */
@NullMarked
package io.checkpost.ingest.dispatch;

import org.jspecify.annotations.NullMarked;
