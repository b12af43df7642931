/** The page {@code /replays}: stored messages that are observed again, or read anew. */
@NullMarked
package io.checkpost.web.replays;

import org.jspecify.annotations.NullMarked;
