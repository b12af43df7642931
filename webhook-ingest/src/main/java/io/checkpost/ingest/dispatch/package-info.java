/**
 * From the journal to CDI observers: at least once, in order for each subject, each observer in a
 * transaction of its own.
 *
 * <p>The appending transaction leaves a row in {@code pending_dispatch}. A node dispatches the rows
 * of the shards that it holds a lease on, one subject after its own order and many subjects at
 * once, and deletes them when every observer was called. An observer that threw leaves a row in
 * {@code owed_observation}; one that succeeded leaves none.
 */
@NullMarked
package io.checkpost.ingest.dispatch;

import org.jspecify.annotations.NullMarked;
