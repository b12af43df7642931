/** Observers inside a server: what a team's own code receives, in which order and transaction. */
@NullMarked
package io.checkpost.container;

import org.jspecify.annotations.NullMarked;
