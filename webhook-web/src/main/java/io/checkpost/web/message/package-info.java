/** The page {@code /message}: all that is known about one message. */
@NullMarked
package io.checkpost.web.message;

import org.jspecify.annotations.NullMarked;
