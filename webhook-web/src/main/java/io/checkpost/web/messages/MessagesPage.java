package io.checkpost.web.messages;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.portal.Portals;
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
  @Inject private MessageFilters filters;
  @Inject private ViewLinks links;
  @Inject private Words words;

  private ListView list;
  private List<MessageRow> rows = List.of();
  private ViewLinks.Links views = ViewLinks.NONE;

  @PostConstruct
  void begin() {
    list = new ListView("messages", MessageFilters.ALL, faces.getExternalContext(), words);
  }

  /** Reads the URL and then what it asks for. */
  public void load() {
    list.load(this::read);
  }

  private void read() {
    filters.offer(list);
    MessageFilter filter = MessageFilters.of(list.form(), words.zone());
    show(
        list.turn(
            cursor -> messages.list(filter, PAGE, cursor),
            cursor -> messages.listNewer(filter, PAGE, cursor),
            MessagesPage::place));
    views = links.of(filter, ViewUsers.of(faces.getExternalContext()));
  }

  private void show(List<MessageSummary> items) {
    Map<PortalId, String> names =
        portals.names(items.stream().map(MessageSummary::portalId).distinct().toList());
    rows =
        items.stream()
            .map(item -> new MessageRow(item, names.getOrDefault(item.portalId(), "")))
            .toList();
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

  /** Returns the saved views. */
  public ViewLinks.Links getViews() {
    return views;
  }

  /** Returns the address of a page that does something with all messages that fit the filter. */
  public String withFilter(String page) {
    String query = list.form().query();
    return query.isEmpty() ? page : page + (page.contains("?") ? "&" : "?") + query;
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
