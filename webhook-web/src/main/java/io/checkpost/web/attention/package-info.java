/** The queue of what needs a person: looked through and cleared with the keyboard alone. */
@NullMarked
package io.checkpost.web.attention;

import org.jspecify.annotations.NullMarked;
