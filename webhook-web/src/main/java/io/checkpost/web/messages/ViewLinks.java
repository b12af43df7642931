package io.checkpost.web.messages;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.savedview.SavedView;
import io.checkpost.ingest.savedview.SavedViews;
import io.checkpost.ingest.savedview.ViewUser;
import io.checkpost.web.text.Words;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row of saved views above the list of messages. */
@ApplicationSingleton
public final class ViewLinks {

  static final Links NONE = new Links(List.of(), null);

  private final SavedViews views;
  private final Words words;

  @Inject
  ViewLinks(SavedViews views, Words words) {
    this.views = views;
    this.words = words;
  }

  /**
   * The views that somebody sees.
   *
   * @param views by name
   * @param save where the list can be saved as one more; null where it is one, or cannot be
   */
  public record Links(List<Link> views, @Nullable String save) {

    /** Creates the row; the list is copied. */
    public Links {
      views = List.copyOf(views);
    }

    /** Tells whether there is nothing to be shown. */
    public boolean isEmpty() {
      return views.isEmpty() && save == null;
    }
  }

  /**
   * A view that leads to its messages.
   *
   * @param view the view
   * @param address where they are
   * @param current whether they are what is shown
   */
  public record Link(SavedView view, String address, boolean current) {}

  Links of(MessageFilter filter, ViewUser user) {
    List<Link> seen = views.list(user).stream().map(view -> link(view, filter)).toList();
    boolean savable =
        !filter.equals(MessageFilter.EVERYTHING)
            && filter.subject() == null
            && filter.clientReference() == null
            && seen.stream().noneMatch(Link::current);
    return new Links(seen, savable ? "/saved-views?" + query(filter) : null);
  }

  private Link link(SavedView view, MessageFilter shown) {
    return new Link(view, "/messages?" + query(view.filter()), view.filter().equals(shown));
  }

  private String query(MessageFilter filter) {
    return MessageFilters.form(filter, words.zone()).query();
  }
}
