/** When each portal's last message came, and whether that is longer ago than is usual for it. */
@NullMarked
package io.checkpost.ingest.activity;

import org.jspecify.annotations.NullMarked;
