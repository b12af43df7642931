package io.checkpost.web.list;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.web.text.Words;
import jakarta.faces.context.ExternalContext;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list that is filtered and turned over by its URL, so that a view can be shared. The tags of
 * lists ({@code cp:list-…}, {@code cp:filter-…}) show one. Its texts are under its name: {@code
 * messages.outcome} is the label of the filter {@code outcome} of the list {@code messages}.
 */
public final class ListView {

  /** The parameter that says before which item the page begins. */
  public static final String OLDER = "older";

  /** The parameter that says after which item the page ends. */
  public static final String NEWER = "newer";

  private final String name;
  private final String path;
  private final ExternalContext external;
  private final Words words;
  private final FilterForm form;
  private final Map<String, List<Choice>> choices = new HashMap<>();
  private @Nullable Object first;
  private @Nullable Object last;
  private @Nullable InvalidInput problem;
  private boolean unavailable;

  /**
   * Creates the list that a request asks for.
   *
   * @param name the page's name, which is its path, too
   * @param filters the names of its filters, which are those of the management API
   * @param external the request's
   * @param words what speaks the page's language
   */
  public ListView(String name, List<String> filters, ExternalContext external, Words words) {
    this(name, "/" + name, filters, external, words);
  }

  /**
   * Creates what another page shows of a list: the same filters in the same words.
   *
   * @param name the name of the list whose words these are
   * @param path the page's path
   * @param filters the names of its filters
   * @param external the request's
   * @param words what speaks the page's language
   */
  public ListView(
      String name, String path, List<String> filters, ExternalContext external, Words words) {
    this.name = name;
    this.path = path;
    this.external = external;
    this.words = words;
    this.form = FilterForm.of(filters, external.getRequestParameterMap());
  }

  /** Reads the list; what is wrong with the filter or with the database is shown in its place. */
  public void load(Runnable read) {
    try {
      read.run();
    } catch (InvalidInput e) {
      problem = e;
      external.setResponseStatus(HttpServletResponse.SC_BAD_REQUEST);
    } catch (DatabaseUnavailable e) {
      unavailable = true;
      external.setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  /** Returns the filters in force. */
  public FilterForm form() {
    return form;
  }

  /** Tells whether it is shown from its first item on. */
  public boolean isAtStart() {
    return newerThan() == null && olderThan() == null;
  }

  /** Returns before which item the page begins; null on the first page. */
  public @Nullable String olderThan() {
    return external.getRequestParameterMap().get(OLDER);
  }

  /** Returns after which item the page ends; null when it was not asked for so. */
  public @Nullable String newerThan() {
    return external.getRequestParameterMap().get(NEWER);
  }

  /**
   * Reads the page that the URL asks for, and notes where it ends.
   *
   * @param older reads the page after a place, the first for none
   * @param newer reads the page before a place; its {@code next} leads to yet newer ones
   * @param place where an item stands, told by its text, which the list that it is in can read
   * @return what is on the page
   */
  public <T> List<T> turn(
      Function<@Nullable String, Page<T>> older,
      Function<String, Page<T>> newer,
      Function<T, Object> place) {
    String newerThan = newerThan();
    String olderThan = olderThan();
    Page<T> page = newerThan == null ? older.apply(olderThan) : newer.apply(newerThan);
    boolean goesOn = page.next() != null;
    List<T> items = page.items();
    if (!items.isEmpty()) {
      boolean hasNewer = newerThan == null ? olderThan != null : goesOn;
      boolean hasOlder = newerThan != null || goesOn;
      first = hasNewer ? place.apply(items.get(0)) : null;
      last = hasOlder ? place.apply(items.get(items.size() - 1)) : null;
    }
    return items;
  }

  /** Offers values of a filter. One that came by URL stays chosen although it is not offered. */
  public void offer(String field, List<Choice> offered) {
    String value = form.value(field);
    boolean has = offered.stream().anyMatch(choice -> choice.value().equals(value));
    choices.put(
        field,
        value == null || has
            ? offered
            : Stream.concat(offered.stream(), Stream.of(new Choice(value, value))).toList());
  }

  /** Returns the list's name, which its texts begin with. */
  public String getName() {
    return name;
  }

  /** Returns the list's path, without any filter. */
  public String getPath() {
    return path;
  }

  /** Returns the values that are offered for a filter. */
  public List<Choice> choices(String field) {
    return choices.getOrDefault(field, List.of());
  }

  /** Returns what was given for a filter; null for nothing. */
  public @Nullable String given(String field) {
    return form.value(field);
  }

  /** Tells whether the value of a filter cannot be read. */
  public boolean isWrong(String field) {
    return problem != null && problem.field().equals(field);
  }

  /** Returns the kind of input that shows a time filter: a finer time than a day is text. */
  public String timeInput(String field) {
    String value = given(field);
    return value == null || FilterForm.isDay(value) ? "date" : "text";
  }

  /** Returns the filters in force, in words. */
  public List<Chip> getChips() {
    return chips(form);
  }

  /** Returns other filters of this list in words; those of whose values a choice is offered. */
  public List<Chip> chips(FilterForm filters) {
    return filters.values().entrySet().stream()
        .map(
            filter ->
                new Chip(
                    label(filter.getKey()),
                    inWords(filter.getKey(), filter.getValue()),
                    address(filters.without(filter.getKey()), "")))
        .toList();
  }

  private String inWords(String field, String value) {
    return choices(field).stream()
        .filter(choice -> choice.value().equals(value))
        .map(Choice::label)
        .findFirst()
        .orElse(value);
  }

  private String label(String field) {
    return words.text(name + "." + field);
  }

  /** Returns the address of newer items; null on the first page. */
  public @Nullable String getNewer() {
    return first == null ? null : address(form, NEWER + "=" + first);
  }

  /** Returns the address of older items; null on the last page. */
  public @Nullable String getOlder() {
    return last == null ? null : address(form, OLDER + "=" + last);
  }

  /** Returns the address of the newest items that fit the filters. */
  public String getNewest() {
    return address(form, "");
  }

  private String address(FilterForm filters, String more) {
    String query =
        Stream.of(filters.query(), more)
            .filter(part -> !part.isEmpty())
            .reduce((one, other) -> one + "&" + other)
            .orElse("");
    return query.isEmpty() ? getPath() : getPath() + "?" + query;
  }

  /** Tells whether there is any filter. */
  public boolean isFiltered() {
    return !form.isEmpty();
  }

  /** Tells whether the list was read. */
  public boolean isShown() {
    return problem == null && !unavailable;
  }

  /** Returns in words what is wrong with a filter; null when nothing is. */
  public @Nullable String getProblem() {
    InvalidInput wrong = problem;
    if (wrong == null) {
      return null;
    }
    String label = form.value(wrong.field()) == null ? wrong.field() : label(wrong.field());
    return words.text(
        "list.wrong",
        label,
        Optional.ofNullable(wrong.given()).orElse(""),
        words.accepted(wrong.accepted()));
  }

  /** Tells whether the database cannot be asked. */
  public boolean isUnavailable() {
    return unavailable;
  }
}
