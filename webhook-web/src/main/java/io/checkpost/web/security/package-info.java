/** What guards the pages: response headers and signing out. */
@NullMarked
package io.checkpost.web.security;

import org.jspecify.annotations.NullMarked;
