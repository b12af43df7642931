/** What the forms of pages have in common: what became of one, and what is wrong with it. */
@NullMarked
package io.checkpost.web.form;

import org.jspecify.annotations.NullMarked;
