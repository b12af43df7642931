/**
 * The management API at {@code /api/v1}: what the pages can do, for programs. Described for its
 * users by the WAR's {@code META-INF/openapi.yaml}.
 *
 * <p>Resources are singletons with nothing looked up per request. Bodies are read and written by
 * the classes here and not by whichever JSON library the server prefers.
 */
@NullMarked
package io.checkpost.ingest.management;

import org.jspecify.annotations.NullMarked;
