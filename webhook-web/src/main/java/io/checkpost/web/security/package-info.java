/**
 * Who calls: API keys under {@code /api/}, users with a session everywhere else. Jakarta Security
 * allows one mechanism an application, so that one here decides by the path. Also what guards the
 * pages: response headers and signing out.
 *
 * <p>A sign-in page calls {@code SecurityContext.authenticate} with a {@code
 * UsernamePasswordCredential}; a sign-out page invalidates the session.
 */
@NullMarked
package io.checkpost.web.security;

import org.jspecify.annotations.NullMarked;
