/**
 * One queue of what a person has to look at.
 *
 * <p>{@link io.checkpost.ingest.attention.AttentionObserver} is told of events as anybody's code
 * is, and {@link io.checkpost.ingest.attention.AttentionLook} looks for what no event says: checks
 * that wait too long, and conditions that are gone. What an item of a check says is read from the
 * check's own history each time ({@link io.checkpost.ingest.attention.CheckStory}), so that it does
 * not depend on when, how often or in which order an update is observed. {@link
 * io.checkpost.ingest.attention.AttentionQueue} is what people and programs see and change.
 */
@NullMarked
package io.checkpost.ingest.attention;

import org.jspecify.annotations.NullMarked;
