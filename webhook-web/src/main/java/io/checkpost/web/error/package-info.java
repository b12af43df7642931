/** The page {@code /error}: what is shown instead of a page that could not be. */
@NullMarked
package io.checkpost.web.error;

import org.jspecify.annotations.NullMarked;
