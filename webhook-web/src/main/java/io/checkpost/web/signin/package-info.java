/** The page {@code /sign-in}. */
@NullMarked
package io.checkpost.web.signin;

import org.jspecify.annotations.NullMarked;
