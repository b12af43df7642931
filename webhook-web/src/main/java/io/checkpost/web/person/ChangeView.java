package io.checkpost.web.person;

import io.checkpost.ingest.check.PersonChange;
import org.jspecify.annotations.Nullable;

/**
 * A change in the time line as the page shows it.
 *
 * @param item the change
 * @param portal the portal's name
 * @param code what the provider said, in words; null when the data was erased
 * @param changedValues the names of the fields whose values the provider found changed; empty for
 *     none
 * @param other whether it is of a related id, not of the person's
 */
public record ChangeView(
    PersonChange item, String portal, @Nullable String code, String changedValues, boolean other) {

  @Override
  public String toString() {
    return "ChangeView[" + item + "]";
  }
}
