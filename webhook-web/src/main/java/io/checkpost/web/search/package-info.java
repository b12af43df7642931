/** The page {@code /search}: where the search in the bar of every page leads. */
@NullMarked
package io.checkpost.web.search;

import org.jspecify.annotations.NullMarked;
