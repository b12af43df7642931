package io.checkpost.ingest.management;

import io.checkpost.ingest.paging.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list. */
record ListView(List<? extends View> items, @Nullable String next) implements View {

  static <T> ListView of(Page<T> page, Function<T, ? extends View> view) {
    return new ListView(page.items().stream().map(view).toList(), page.next());
  }
}
