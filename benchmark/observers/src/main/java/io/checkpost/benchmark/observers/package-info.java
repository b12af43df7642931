/** The observers of the benchmark that follows a message to its end. */
@NullMarked
package io.checkpost.benchmark.observers;

import org.jspecify.annotations.NullMarked;
