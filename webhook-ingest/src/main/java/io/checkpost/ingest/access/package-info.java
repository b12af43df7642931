/** Who may look and who may call: users with passwords for the pages, keys for the API. */
@NullMarked
package io.checkpost.ingest.access;

import org.jspecify.annotations.NullMarked;
