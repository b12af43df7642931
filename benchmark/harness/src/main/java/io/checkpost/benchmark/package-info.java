/**
 * Starts what is compared, sends the same load to each in turn, and prints one table; {@code
 * docs/performance.md} says how and what for.
 */
@NullMarked
package io.checkpost.benchmark;

import org.jspecify.annotations.NullMarked;
