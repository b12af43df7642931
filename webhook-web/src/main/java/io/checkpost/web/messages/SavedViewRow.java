package io.checkpost.web.messages;

import io.checkpost.ingest.savedview.SavedView;
import io.checkpost.web.list.Chip;
import java.util.List;

/**
 * A saved view as the page of them shows it.
 *
 * @param view the view
 * @param address where its messages are
 * @param filters what it filters by, in words
 * @param own whether it is the user's
 * @param changeable whether the user may change it
 */
public record SavedViewRow(
    SavedView view, String address, List<Chip> filters, boolean own, boolean changeable) {

  /** Creates a row; the list is copied. */
  public SavedViewRow {
    filters = List.copyOf(filters);
  }
}
