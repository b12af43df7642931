/**
 * The words of the pages: bundles by language, and how times and codes are said.
 *
 * <p>What Checkpost itself says in English to everybody, what a field accepts or why something was
 * refused, is said in the page's language by {@code Sentences}. Its tests read the sources for what
 * they say: who writes a new sentence, setting or reason adds its line to both bundles.
 */
@NullMarked
package io.checkpost.web.text;

import org.jspecify.annotations.NullMarked;
