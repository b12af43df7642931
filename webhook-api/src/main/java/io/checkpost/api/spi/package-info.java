/**
 * What a provider of webhooks implements to be understood by Checkpost.
 *
 * <p>A provider is one CDI bean that implements {@link io.checkpost.api.spi.WebhookProvider}. Its
 * name becomes the URL under which portals receive ({@code /hooks/{name}/{token}}); filters, pages
 * and the management API pick up its check types by themselves.
 */
@NullMarked
package io.checkpost.api.spi;

import org.jspecify.annotations.NullMarked;
