/** Starts the product with an extension in it. */
@NullMarked
package io.checkpost.testing;

import org.jspecify.annotations.NullMarked;
