/**
 * Who calls: API keys under {@code /api/}, users with a session everywhere else. Jakarta Security
 * allows one mechanism an application, so that one here decides by the path.
 *
 * <p>A sign-in page calls {@code SecurityContext.authenticate} with a {@code
 * UsernamePasswordCredential}; a sign-out page invalidates the session.
 */
@NullMarked
package io.checkpost.web.security;

import org.jspecify.annotations.NullMarked;
