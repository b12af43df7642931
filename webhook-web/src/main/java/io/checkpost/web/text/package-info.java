/** The words of the pages: bundles by language, and how times and codes are said. */
@NullMarked
package io.checkpost.web.text;

import org.jspecify.annotations.NullMarked;
