/**
 * The simulator: messages that a provider's {@link io.checkpost.api.spi.Simulator} makes up, sent
 * through the intake or to a portal's callback URL, and recognisable as made up for ever.
 */
@NullMarked
package io.checkpost.ingest.simulation;

import org.jspecify.annotations.NullMarked;
