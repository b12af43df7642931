package io.checkpost.web.overview;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.overview.Received;
import io.checkpost.web.list.FilterForm;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of messages, filtered so that it shows what a figure counts. */
final class MessagesLink {

  private final Map<String, String> filters = new LinkedHashMap<>();

  private MessagesLink(@Nullable PortalId portal, Instant from, Instant to) {
    if (portal != null) {
      filters.put("portal", portal.toString());
    }
    filters.put("from", from.toString());
    filters.put("to", to.toString());
  }

  static MessagesLink of(@Nullable PortalId portal, Received received) {
    return new MessagesLink(portal, received.from(), received.to());
  }

  static MessagesLink of(@Nullable PortalId portal, Received.Slot slot) {
    return new MessagesLink(portal, slot.from(), slot.to());
  }

  MessagesLink with(Disposition disposition) {
    filters.put("disposition", disposition.code());
    return this;
  }

  MessagesLink with(CheckType checkType) {
    filters.put("checkType", checkType.code());
    return this;
  }

  MessagesLink with(Outcome outcome) {
    filters.put("outcome", outcome.code());
    return this;
  }

  @Override
  public String toString() {
    return "/messages?" + new FilterForm(filters).query();
  }
}
