/**
 * The dashboard. One package a page, each with one bean of the page's name; what pages share is in
 * {@code text} (words) and {@code security} (who may look, and what a browser may do with a page).
 */
@NullMarked
package io.checkpost.web;

import org.jspecify.annotations.NullMarked;
