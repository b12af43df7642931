/** This server as a browser sees it. */
@NullMarked
package io.checkpost.web.server;

import org.jspecify.annotations.NullMarked;
