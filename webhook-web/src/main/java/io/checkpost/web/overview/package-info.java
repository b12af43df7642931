/**
 * The first page: how much came and what became of it, and what waits for somebody. Its charts are
 * drawn by the server, and every figure leads to the list that it counts.
 */
@NullMarked
package io.checkpost.web.overview;

import org.jspecify.annotations.NullMarked;
