/**
 * Filters of the message list that people keep under a name: each somebody's own, or shared with
 * everybody. What is personal is no part of them.
 */
@NullMarked
package io.checkpost.ingest.savedview;

import org.jspecify.annotations.NullMarked;
