/** The page {@code /simulator}: messages that are made up, looked at and then sent. */
@NullMarked
package io.checkpost.web.simulator;

import org.jspecify.annotations.NullMarked;
