package io.checkpost.ingest.portal;

import java.util.List;

/**
 * What a file of portals changes, by its keys.
 *
 * @param created portals that were not there
 * @param changed portals that differed
 * @param unchanged portals that are as the file says
 * @param archived portals of the file that a person archived, and that are left alone
 * @param left portals that an earlier file had and this one has not, and that are left alone
 */
public record PortalFileDiff(
    List<String> created,
    List<Changed> changed,
    List<String> unchanged,
    List<String> archived,
    List<String> left) {

  /** Creates a difference; the lists are copied. */
  public PortalFileDiff {
    created = List.copyOf(created);
    changed = List.copyOf(changed);
    unchanged = List.copyOf(unchanged);
    archived = List.copyOf(archived);
    left = List.copyOf(left);
  }

  /**
   * A portal that differed.
   *
   * @param key its key
   * @param fields the names of what differed; never the values, which may be secrets
   */
  public record Changed(String key, List<String> fields) {

    /** Creates it; the list is copied. */
    public Changed {
      fields = List.copyOf(fields);
    }
  }
}
