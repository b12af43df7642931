/**
 * The bodies that a receiver of Credas and W2 webhooks meets, with what should come of each, as
 * files that more than one test reads.
 *
 * <p>{@code src/test/resources/variants/<provider>/<number-name>/expected.json} lists the steps of
 * one variant; the body of a step is a file beside it, or is generated where it is large or no
 * text.
 */
@NullMarked
package io.checkpost.ingest.variants;

import org.jspecify.annotations.NullMarked;
