package io.checkpost.ingest.management;

import io.checkpost.ingest.portal.PortalFileDiff;
import java.util.List;

/** What a file of portals changed, or would change. */
record PortalFileDiffView(
    boolean applied,
    List<String> created,
    List<PortalFileDiff.Changed> changed,
    List<String> unchanged,
    List<String> archived,
    List<String> left)
    implements View {

  static PortalFileDiffView of(PortalFileDiff diff, boolean applied) {
    return new PortalFileDiffView(
        applied, diff.created(), diff.changed(), diff.unchanged(), diff.archived(), diff.left());
  }
}
