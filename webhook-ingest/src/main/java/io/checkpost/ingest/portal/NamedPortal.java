package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;

/**
 * A portal by its name.
 *
 * @param id its id
 * @param name what people call it
 */
public record NamedPortal(PortalId id, String name) {}
