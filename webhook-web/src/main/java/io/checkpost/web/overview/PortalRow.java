package io.checkpost.web.overview;

import io.checkpost.ingest.activity.ActivePortal;

/**
 * When a portal's last message came.
 *
 * @param portal the portal
 * @param name what people call it
 * @param age how long ago that was, in words
 */
public record PortalRow(ActivePortal portal, String name, String age) {}
