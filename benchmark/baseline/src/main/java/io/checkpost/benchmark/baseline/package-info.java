/**
 * What intake is compared with: an endpoint that does nothing, and the least that makes a body
 * durable.
 */
@NullMarked
package io.checkpost.benchmark.baseline;

import org.jspecify.annotations.NullMarked;
