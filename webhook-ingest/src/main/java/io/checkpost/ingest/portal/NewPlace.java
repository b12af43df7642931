package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import org.jspecify.annotations.Nullable;

/**
 * Where a portal is moved to.
 *
 * @param parentId the portal above it; null for the top of a tree of its own
 */
public record NewPlace(@Nullable PortalId parentId) {}
