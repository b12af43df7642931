/** What runs beside the requests, begun and ended with the application. */
@NullMarked
package io.checkpost.ingest.background;

import org.jspecify.annotations.NullMarked;
