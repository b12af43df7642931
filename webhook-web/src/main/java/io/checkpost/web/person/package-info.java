/** The page {@code /person}: where a person stands, why, and everything that changed. */
@NullMarked
package io.checkpost.web.person;

import org.jspecify.annotations.NullMarked;
