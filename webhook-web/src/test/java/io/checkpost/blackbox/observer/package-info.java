/** Observers as a team would write them, put into the WAR by tests. */
@NullMarked
package io.checkpost.blackbox.observer;

import org.jspecify.annotations.NullMarked;
