/**
 * What was received, durable before it is acknowledged: the group commit that appends messages with
 * their updates, the rule that tells news from repeats, and what the sealed columns hold.
 */
@NullMarked
package io.checkpost.ingest.journal;

import org.jspecify.annotations.NullMarked;
