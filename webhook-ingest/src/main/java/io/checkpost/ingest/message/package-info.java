/** What was received, as people and the management API read it. */
@NullMarked
package io.checkpost.ingest.message;

import org.jspecify.annotations.NullMarked;
