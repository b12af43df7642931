/**
 * What every page with a list has in common: filters and place in the URL, and what is said when a
 * list is empty, wrongly asked for or cannot be read.
 */
@NullMarked
package io.checkpost.web.list;

import org.jspecify.annotations.NullMarked;
