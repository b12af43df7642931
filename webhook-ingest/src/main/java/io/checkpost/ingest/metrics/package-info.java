/** What Checkpost counts and measures of itself. */
@NullMarked
package io.checkpost.ingest.metrics;

import org.jspecify.annotations.NullMarked;
