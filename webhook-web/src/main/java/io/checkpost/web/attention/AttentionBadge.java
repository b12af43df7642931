package io.checkpost.web.attention;

import io.checkpost.ingest.attention.AttentionQueue;
import io.checkpost.ingest.database.DatabaseUnavailable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** How many items nobody has looked at, for the navigation of every page. */
@Named
@RequestScoped
public class AttentionBadge {

  /** Beyond it a number says no more, and costs more to find out. */
  private static final int MOST = 99;

  @Inject private AttentionQueue queue;

  private int open;

  /** A page is shown without it when the database cannot be asked. */
  @PostConstruct
  void count() {
    try {
      open = queue.countOpen(MOST + 1);
    } catch (DatabaseUnavailable e) {
      open = 0;
    }
  }

  /** Tells whether there is anything to show. */
  public boolean isShown() {
    return open > 0;
  }

  /** Returns the number as it is shown. */
  public String getText() {
    return open > MOST ? MOST + "+" : Integer.toString(open);
  }
}
