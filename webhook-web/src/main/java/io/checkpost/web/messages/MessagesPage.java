package io.checkpost.web.messages;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.web.text.Words;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list of messages. All of its state is in the URL, so that a view can be shared. */
@Named
@RequestScoped
public class MessagesPage {

  private static final int PAGE = 50;
  private static final String OLDER = "older";
  private static final String NEWER = "newer";

  @Inject private FacesContext faces;
  @Inject private Messages messages;
  @Inject private Portals portals;
  @Inject private Providers providers;
  @Inject private Words words;

  private FilterForm form = new FilterForm(Map.of());
  private List<MessageRow> rows = List.of();
  private List<Choice> portalChoices = List.of();
  private @Nullable String newer;
  private @Nullable String older;
  private @Nullable InvalidInput problem;
  private boolean unavailable;

  /** Reads the URL and then what it asks for. */
  public void load() {
    ExternalContext external = faces.getExternalContext();
    form = FilterForm.of(external.getRequestParameterMap());
    try {
      portalChoices = choicesOfPortals();
      turnTo(form.filter(ZoneId.systemDefault()), external.getRequestParameterMap());
    } catch (InvalidInput e) {
      problem = e;
      external.setResponseStatus(HttpServletResponse.SC_BAD_REQUEST);
    } catch (DatabaseUnavailable e) {
      unavailable = true;
      external.setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private void turnTo(MessageFilter filter, Map<String, String> parameters) {
    String newerThan = parameters.get(NEWER);
    String olderThan = parameters.get(OLDER);
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
      newer = hasNewer ? page(NEWER, items.get(0)) : null;
      older = hasOlder ? page(OLDER, items.get(items.size() - 1)) : null;
    }
  }

  private String page(String direction, MessageSummary edge) {
    Cursor cursor = new Cursor(edge.receivedAt(), edge.id().value());
    return address(form, direction + "=" + cursor);
  }

  private static String address(FilterForm form, String more) {
    String query =
        Stream.of(form.query(), more)
            .filter(part -> !part.isEmpty())
            .reduce((one, other) -> one + "&" + other)
            .orElse("");
    return query.isEmpty() ? "/messages" : "/messages?" + query;
  }

  private List<Choice> choicesOfPortals() {
    return portals.list(Page.MOST, null).items().stream()
        .sorted(Comparator.comparing(Portal::name, String.CASE_INSENSITIVE_ORDER))
        .map(portal -> new Choice(portal.id().toString(), portal.name()))
        .toList();
  }

  /** Returns what was given for a filter; null for nothing. */
  public @Nullable String given(String parameter) {
    return FilterField.of(parameter).map(form::value).orElse(null);
  }

  /** Tells whether the value of a filter cannot be read. */
  public boolean isWrong(String parameter) {
    return problem != null && problem.field().equals(parameter);
  }

  /** Returns the kind of input that shows a time filter: a finer time than a day is text. */
  public String timeInput(String parameter) {
    String value = given(parameter);
    return value == null || FilterForm.isDay(value) ? "date" : "text";
  }

  /** Returns the filters in force. */
  public List<Chip> getChips() {
    return form.values().entrySet().stream()
        .map(
            filter ->
                new Chip(
                    words.text(filter.getKey().labelKey()),
                    inWords(filter.getKey(), filter.getValue()),
                    address(form.without(filter.getKey()), "")))
        .toList();
  }

  private String inWords(FilterField field, String value) {
    List<Choice> choices =
        switch (field) {
          case PORTAL -> portalChoices;
          case PROVIDER -> getProviders();
          case CHECK_TYPE -> getCheckTypes();
          case OUTCOME -> getOutcomes();
          case DISPOSITION -> getDispositions();
          default -> List.of();
        };
    return choices.stream()
        .filter(choice -> choice.value().equals(value))
        .map(Choice::label)
        .findFirst()
        .orElse(value);
  }

  /** Returns the portals to choose from. */
  public List<Choice> getPortals() {
    return withGiven(FilterField.PORTAL, portalChoices);
  }

  /** Returns the providers to choose from. */
  public List<Choice> getProviders() {
    return withGiven(
        FilterField.PROVIDER,
        providers.all().stream()
            .map(WebhookProvider::name)
            .map(name -> new Choice(name, words.provider(name)))
            .toList());
  }

  /** Returns the kinds of check to choose from. */
  public List<Choice> getCheckTypes() {
    Map<CheckType, Choice> choices = new LinkedHashMap<>();
    for (WebhookProvider provider : providers.all()) {
      for (CheckType type : provider.checkTypes()) {
        choices.putIfAbsent(type, new Choice(type.code(), words.checkType(provider.name(), type)));
      }
    }
    return withGiven(FilterField.CHECK_TYPE, List.copyOf(choices.values()));
  }

  /** Returns the outcomes to choose from. */
  public List<Choice> getOutcomes() {
    return withGiven(
        FilterField.OUTCOME,
        Arrays.stream(Outcome.values())
            .map(outcome -> new Choice(outcome.code(), words.outcome(outcome)))
            .toList());
  }

  /** Returns the dispositions to choose from. */
  public List<Choice> getDispositions() {
    return withGiven(
        FilterField.DISPOSITION,
        Arrays.stream(Disposition.values())
            .map(disposition -> new Choice(disposition.code(), words.disposition(disposition)))
            .toList());
  }

  /** A value that came by URL stays chosen although it is not among those offered. */
  private List<Choice> withGiven(FilterField field, List<Choice> choices) {
    String value = form.value(field);
    boolean offered = choices.stream().anyMatch(choice -> choice.value().equals(value));
    return value == null || offered
        ? choices
        : Stream.concat(choices.stream(), Stream.of(new Choice(value, value))).toList();
  }

  /** Returns the messages of this page, newest first. */
  public List<MessageRow> getRows() {
    return rows;
  }

  /** Returns the address of newer messages; null on the first page. */
  public @Nullable String getNewer() {
    return newer;
  }

  /** Returns the address of older messages; null on the last page. */
  public @Nullable String getOlder() {
    return older;
  }

  /** Returns the address of the newest messages of the filter. */
  public String getNewest() {
    return address(form, "");
  }

  /** Tells whether there is any filter. */
  public boolean isFiltered() {
    return !form.isEmpty();
  }

  /** Tells whether nothing at all was received. */
  public boolean isUnused() {
    return rows.isEmpty() && form.isEmpty() && isShown();
  }

  /** Tells whether nothing fits the filter. */
  public boolean isWithoutMatch() {
    return rows.isEmpty() && !form.isEmpty() && isShown();
  }

  private boolean isShown() {
    return problem == null && !unavailable;
  }

  /** Returns in words what is wrong with the filter; null when nothing is. */
  public @Nullable String getProblem() {
    InvalidInput wrong = problem;
    if (wrong == null) {
      return null;
    }
    String label =
        FilterField.of(wrong.field())
            .map(field -> words.text(field.labelKey()))
            .orElseGet(wrong::field);
    return words.text(
        "messages.wrong", label, Optional.ofNullable(wrong.given()).orElse(""), wrong.accepted());
  }

  /** Tells whether the database cannot be asked. */
  public boolean isUnavailable() {
    return unavailable;
  }

  /** Returns the address of this server as the browser sees it, to show how to send a message. */
  public String getServer() {
    ExternalContext external = faces.getExternalContext();
    int port = external.getRequestServerPort();
    String scheme = external.getRequestScheme();
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return scheme
        + "://"
        + external.getRequestServerName()
        + (usual ? "" : ":" + port)
        + external.getRequestContextPath();
  }
}
