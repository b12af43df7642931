package io.checkpost.ingest.savedview;

import io.checkpost.ingest.message.MessageFilter;
import org.jspecify.annotations.Nullable;

/**
 * What shall be otherwise with a saved view; null for what stays.
 *
 * @param name its new name
 * @param shared whether everybody shall see it
 * @param filter its new filter
 */
public record SavedViewChange(
    @Nullable String name, @Nullable Boolean shared, @Nullable MessageFilter filter) {

  SavedView applied(SavedView view) {
    return new SavedView(
        view.id(),
        view.owner(),
        name == null ? view.name() : name,
        shared == null ? view.shared() : shared,
        filter == null ? view.filter() : filter,
        view.createdAt());
  }
}
