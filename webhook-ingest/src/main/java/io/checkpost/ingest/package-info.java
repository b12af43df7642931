/**
 * The way of a message through Checkpost, one package a feature: {@code intake} receives, {@code
 * journal} makes durable, {@code dispatch} hands to observers; {@code check}, {@code portal},
 * {@code access} and {@code management} are what is known and who may ask.
 */
@NullMarked
package io.checkpost.ingest;

import org.jspecify.annotations.NullMarked;
