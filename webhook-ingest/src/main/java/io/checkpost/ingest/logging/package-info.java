/**
 * The form of what is logged: one line a fault, for people to read and for programs to take apart.
 */
@NullMarked
package io.checkpost.ingest.logging;

import org.jspecify.annotations.NullMarked;
