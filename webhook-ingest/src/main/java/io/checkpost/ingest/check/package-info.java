/**
 * What the checks of a person say now and what they said before, read from what the journal keeps.
 */
@NullMarked
package io.checkpost.ingest.check;

import org.jspecify.annotations.NullMarked;
