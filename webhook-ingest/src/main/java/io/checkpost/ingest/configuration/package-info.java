/**
 * Every setting of Checkpost: read from MicroProfile Config, checked at the start, listed in {@code
 * docs/settings.md}.
 */
@NullMarked
package io.checkpost.ingest.configuration;

import org.jspecify.annotations.NullMarked;
