/** This server as a browser sees it, and what a browser posts to it. */
@NullMarked
package io.checkpost.web.server;

import org.jspecify.annotations.NullMarked;
