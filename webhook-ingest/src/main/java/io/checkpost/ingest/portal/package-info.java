/**
 * Portals: customer accounts at a provider, the tenants. They form a tree in which a portal without
 * a relay URL uses its nearest ancestor's. Each receives at a URL that holds its secret token.
 *
 * <p>{@link io.checkpost.ingest.portal.Portals} is for people and the management API, {@link
 * io.checkpost.ingest.portal.PortalFile} for whoever installs by a program, {@link
 * io.checkpost.ingest.portal.PortalDirectory} for the way of a message.
 */
@NullMarked
package io.checkpost.ingest.portal;

import org.jspecify.annotations.NullMarked;
