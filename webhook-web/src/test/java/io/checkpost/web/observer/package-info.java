/** An observer as a team would write it, put into an extension by the tests of the pages. */
@NullMarked
package io.checkpost.web.observer;

import org.jspecify.annotations.NullMarked;
