/** Lists that are read page by page by key, so that no page costs more than the first. */
@NullMarked
package io.checkpost.ingest.paging;

import org.jspecify.annotations.NullMarked;
