/**
 * Personal data at rest: a data key for each subject, wrapped by the master keyset, and keyed blind
 * indexes by which encrypted values are found. And on the screen: what a mask leaves of a value.
 */
@NullMarked
package io.checkpost.ingest.privacy;

import org.jspecify.annotations.NullMarked;
