/**
 * The pages {@code /deliveries} and {@code /delivery}: what the URLs of portals have not got, and
 * what to do about it.
 */
@NullMarked
package io.checkpost.web.deliveries;

import org.jspecify.annotations.NullMarked;
