/**
 * How Checkpost says no: what was wrong with a request, and the one shape in which every HTTP
 * answer that is no success says so (RFC 9457).
 */
@NullMarked
package io.checkpost.ingest.problem;

import org.jspecify.annotations.NullMarked;
