package io.checkpost.ingest.management;

import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.savedview.SavedView;
import org.jspecify.annotations.Nullable;

/** A saved view. */
record SavedViewView(
    String id, String name, boolean shared, String owner, FilterView filter, String createdAt)
    implements View {

  /** Which messages it shows, by the filters of the list of messages. */
  record FilterView(
      @Nullable String portal,
      @Nullable String provider,
      @Nullable String disposition,
      @Nullable String checkType,
      @Nullable String outcome,
      @Nullable String clientIdFlag,
      @Nullable String from,
      @Nullable String to) {

    static FilterView of(MessageFilter filter) {
      return new FilterView(
          Texts.of(filter.portal()),
          filter.provider(),
          filter.disposition() == null ? null : filter.disposition().code(),
          Texts.of(filter.checkType()),
          filter.outcome() == null ? null : filter.outcome().code(),
          filter.clientIdFlag() == null ? null : filter.clientIdFlag().code(),
          Texts.of(filter.from()),
          Texts.of(filter.to()));
    }
  }

  static SavedViewView of(SavedView view) {
    return new SavedViewView(
        view.id().toString(),
        view.name(),
        view.shared(),
        view.owner(),
        FilterView.of(view.filter()),
        view.createdAt().toString());
  }
}
