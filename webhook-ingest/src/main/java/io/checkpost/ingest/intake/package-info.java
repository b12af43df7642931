/**
 * {@code POST /hooks/{provider}/{token}}: from the socket to the journal and back. Everything that
 * a sender can be told is decided here.
 */
@NullMarked
package io.checkpost.ingest.intake;

import org.jspecify.annotations.NullMarked;
