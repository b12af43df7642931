/**
 * The packaged product from outside: {@code checkpost.jar} as a process, real databases, and what
 * goes wrong with both.
 */
@NullMarked
package io.checkpost.blackbox;

import org.jspecify.annotations.NullMarked;
