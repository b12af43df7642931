/**
 * The page {@code /observers}: who observes, what each is owed, and what a person does about it.
 */
@NullMarked
package io.checkpost.web.observers;

import org.jspecify.annotations.NullMarked;
