/**
 * The page {@code /account}: how somebody reads the pages, and their own password. Everybody who is
 * signed in may change these, whatever their role.
 */
@NullMarked
package io.checkpost.web.account;

import org.jspecify.annotations.NullMarked;
