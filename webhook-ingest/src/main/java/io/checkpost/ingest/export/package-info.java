/**
 * Lists as files: what a list shows of each message, written page by page while it is read, so that
 * an export of millions needs no more memory than one of a few, and keeps no transaction open.
 */
@NullMarked
package io.checkpost.ingest.export;

import org.jspecify.annotations.NullMarked;
