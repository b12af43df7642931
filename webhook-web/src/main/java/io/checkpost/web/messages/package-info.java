/** The page {@code /messages}: what was received, newest first. */
@NullMarked
package io.checkpost.web.messages;

import org.jspecify.annotations.NullMarked;
