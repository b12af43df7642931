/** How what Checkpost sends is signed, so that its receiver knows who sent it. */
@NullMarked
package io.checkpost.ingest.signature;

import org.jspecify.annotations.NullMarked;
