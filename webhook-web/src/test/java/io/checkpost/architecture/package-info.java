/** Holds the arrows between the parts of Checkpost. */
@NullMarked
package io.checkpost.architecture;

import org.jspecify.annotations.NullMarked;
