package io.checkpost.ingest.savedview;

/**
 * Who has saved views.
 *
 * @param name the user's name, or {@code key:} and the API key's
 * @param operator whether they may share views, and change shared ones
 */
public record ViewUser(String name, boolean operator) {

  /** Tells whether the user may change a view that they see. */
  public boolean mayChange(SavedView view) {
    return view.shared() ? operator : view.owner().equals(name);
  }

  boolean sees(SavedView view) {
    return view.shared() || view.owner().equals(name);
  }
}
