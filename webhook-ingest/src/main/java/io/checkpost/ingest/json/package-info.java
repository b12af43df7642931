/** JSON that a person or program sent: each member taken as what it must be, or named as wrong. */
@NullMarked
package io.checkpost.ingest.json;

import org.jspecify.annotations.NullMarked;
