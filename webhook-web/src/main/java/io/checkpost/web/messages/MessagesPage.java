package io.checkpost.web.messages;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.web.list.Choices;
import io.checkpost.web.list.ListView;
import io.checkpost.web.server.ServerAddress;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;

/** The list of messages. All of its state is in the URL, so that a view can be shared. */
@Named
@RequestScoped
public class MessagesPage {

  private static final int PAGE = 50;

  @Inject private FacesContext faces;
  @Inject private Messages messages;
  @Inject private Portals portals;
  @Inject private Choices choices;
  @Inject private Words words;

  private ListView list;
  private List<MessageRow> rows = List.of();

  @PostConstruct
  void begin() {
    list = new ListView("messages", MessageFilters.ALL, faces.getExternalContext(), words);
  }

  /** Reads the URL and then what it asks for. */
  public void load() {
    list.load(this::read);
  }

  private void read() {
    list.offer(MessageFilters.PROVIDER, choices.providers());
    list.offer(MessageFilters.CHECK_TYPE, choices.checkTypes());
    list.offer(MessageFilters.OUTCOME, choices.outcomes());
    list.offer(MessageFilters.DISPOSITION, choices.dispositions());
    list.offer(MessageFilters.PORTAL, choices.portals());
    turnTo(MessageFilters.of(list.form(), words.zone()));
  }

  private void turnTo(MessageFilter filter) {
    String newerThan = list.newerThan();
    String olderThan = list.olderThan();
    if (newerThan != null) {
      Page<MessageSummary> page = messages.listNewer(filter, PAGE, newerThan);
      show(page.items(), page.next() != null, true);
    } else {
      Page<MessageSummary> page = messages.list(filter, PAGE, olderThan);
      show(page.items(), olderThan != null, page.next() != null);
    }
  }

  private void show(List<MessageSummary> items, boolean hasNewer, boolean hasOlder) {
    Map<PortalId, String> names =
        portals.names(items.stream().map(MessageSummary::portalId).distinct().toList());
    rows =
        items.stream()
            .map(item -> new MessageRow(item, names.getOrDefault(item.portalId(), "")))
            .toList();
    if (!items.isEmpty()) {
      list.turnsTo(
          hasNewer ? place(items.get(0)) : null,
          hasOlder ? place(items.get(items.size() - 1)) : null);
    }
  }

  private static Cursor place(MessageSummary message) {
    return new Cursor(message.receivedAt(), message.id().value());
  }

  /** Returns the list's filters and pages. */
  public ListView getList() {
    return list;
  }

  /** Returns the messages of this page, newest first. */
  public List<MessageRow> getRows() {
    return rows;
  }

  /** Tells whether nothing at all was received. */
  public boolean isUnused() {
    return rows.isEmpty() && list.isShown() && !list.isFiltered();
  }

  /** Tells whether nothing fits the filter. */
  public boolean isWithoutMatch() {
    return rows.isEmpty() && list.isShown() && list.isFiltered();
  }

  /** Returns the address of this server as the browser sees it, to show how to send a message. */
  public String getServer() {
    return ServerAddress.of(faces.getExternalContext());
  }
}
