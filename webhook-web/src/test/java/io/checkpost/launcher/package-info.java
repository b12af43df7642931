@NullMarked
package io.checkpost.launcher;

import org.jspecify.annotations.NullMarked;
