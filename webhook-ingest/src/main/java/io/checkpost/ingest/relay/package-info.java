/**
 * Passes accepted messages on to the URLs of portals: at least once, in order for each person,
 * signed, and never into a network that it was not allowed to reach.
 *
 * <p>{@link io.checkpost.ingest.relay.RelayObserver} leaves one delivery a message; {@link
 * io.checkpost.ingest.relay.Courier} sends what is due and writes down what became of it; {@link
 * io.checkpost.ingest.relay.Deliveries} and {@link io.checkpost.ingest.relay.RelayTargetStates} are
 * what people see and change, {@link io.checkpost.ingest.relay.TestLetters} how they try a URL.
 */
@NullMarked
package io.checkpost.ingest.relay;

import org.jspecify.annotations.NullMarked;
