package io.checkpost.web.attention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.attention.AttentionAction;
import io.checkpost.ingest.attention.AttentionDetail;
import io.checkpost.ingest.attention.AttentionFilter;
import io.checkpost.ingest.attention.AttentionItem;
import io.checkpost.ingest.attention.AttentionKind;
import io.checkpost.ingest.attention.AttentionQueue;
import io.checkpost.ingest.attention.AttentionState;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.Choices;
import io.checkpost.web.list.ListView;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queue. A decision is a plain POST with the item's id, for the queue may be another by then,
 * and is answered by the way back to the queue with the next item in focus: no script, and no hand
 * off the keyboard.
 */
@Named
@RequestScoped
public class AttentionPage {

  private static final int PAGE = 25;
  private static final String AFTER = "after";
  private static final String ITEM = "item";
  private static final String ACTION = "action";
  private static final String DID = "did";
  private static final String REFUSED = "refused";
  private static final String NEXT = "next";

  @Inject private FacesContext faces;
  @Inject private AttentionQueue queue;
  @Inject private Portals portals;
  @Inject private Choices choices;
  @Inject private Words words;

  private ListView list;
  private AttentionFilter filter = AttentionFilter.QUEUE;
  private List<AttentionRow> rows = List.of();
  private @Nullable Done done;
  private @Nullable String further;

  @PostConstruct
  void begin() {
    list = new ListView("attention", AttentionFilters.ALL, external(), words);
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  private @Nullable String parameter(String name) {
    return external().getRequestParameterMap().get(name);
  }

  /** Does what a POST decided, or reads the URL and then what it asks for. */
  public void load() {
    list.load(isDecision() ? this::decide : this::read);
  }

  private boolean isDecision() {
    return external().getRequest() instanceof HttpServletRequest request
        && request.getMethod().equals("POST");
  }

  // ---------- deciding ----------

  private void decide() {
    filter = AttentionFilters.of(list.form());
    Optional<UUID> id = id(parameter(ITEM));
    Optional<AttentionAction> action = action(parameter(ACTION));
    Optional<AttentionDetail> before = id.flatMap(queue::find);
    if (before.isEmpty() || action.isEmpty()) {
      answer(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    decide(before.get().item(), action.get());
  }

  private void decide(AttentionItem item, AttentionAction action) {
    try {
      queue.act(
          item.id(),
          action,
          Objects.requireNonNull(external().getRemoteUser(), "everybody here has signed in"),
          parameter("comment"),
          times(parameter("timesSeen")));
      goOn(item, DID, action, next(item, action));
    } catch (Conflict e) {
      goOn(item, REFUSED, action, item.id());
    }
  }

  /** What was put back is looked at again; otherwise it goes on with what comes after. */
  private @Nullable UUID next(AttentionItem item, AttentionAction action) {
    if (action == AttentionAction.REOPEN) {
      return item.id();
    }
    return page(1, place(item)).items().stream().map(AttentionItem::id).findFirst().orElse(null);
  }

  private void goOn(AttentionItem item, String how, AttentionAction action, @Nullable UUID next) {
    Map<String, String> more = new LinkedHashMap<>();
    more.put(ITEM, item.id().toString());
    more.put(how, action.code());
    if (next != null) {
      more.put(NEXT, next.toString());
    }
    try {
      external()
          .redirect(
              external().getRequestContextPath()
                  + address(more)
                  + (next == null ? "#done" : "#item-" + next));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(int status) {
    try {
      external().responseSendError(status, null);
      faces.responseComplete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<UUID> id(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<AttentionAction> action(@Nullable String text) {
    return Arrays.stream(AttentionAction.values())
        .filter(action -> action.code().equals(text))
        .findFirst();
  }

  private static @Nullable Long times(@Nullable String text) {
    return text == null || !text.matches("\\d{1,18}") ? null : Long.valueOf(text);
  }

  // ---------- showing ----------

  private void read() {
    list.offer(AttentionFilters.STATE, states());
    list.offer(AttentionFilters.KIND, kinds());
    list.offer(AttentionFilters.PORTAL, choices.portals());
    list.offer(AttentionFilters.CHECK_TYPE, choices.checkTypes());
    filter = AttentionFilters.of(list.form());
    Page<AttentionItem> page = page(PAGE, parameter(AFTER));
    further = page.next();
    Optional<AttentionItem> decided =
        id(parameter(ITEM)).flatMap(queue::find).map(AttentionDetail::item);
    show(page.items(), decided.orElse(null));
  }

  private void show(List<AttentionItem> items, @Nullable AttentionItem decided) {
    Map<PortalId, String> names =
        portals.names(
            Stream.concat(items.stream(), Optional.ofNullable(decided).stream())
                .map(AttentionItem::portalId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    UUID next = id(parameter(NEXT)).orElse(null);
    rows =
        items.stream()
            .map(item -> new AttentionRow(item, name(names, item), item.id().equals(next)))
            .toList();
    if (decided != null) {
      done = done(new AttentionRow(decided, name(names, decided), false));
    }
  }

  private static String name(Map<PortalId, String> names, AttentionItem item) {
    PortalId portal = item.portalId();
    return portal == null ? "" : names.getOrDefault(portal, "");
  }

  private @Nullable Done done(AttentionRow row) {
    boolean refused = parameter(REFUSED) != null;
    return action(parameter(refused ? REFUSED : DID))
        .map(action -> new Done(row, action, refused))
        .filter(Done::isTrue)
        .orElse(null);
  }

  /** What has to be done comes in the order of doing it; what is done, the last first. */
  private Page<AttentionItem> page(int limit, @Nullable String after) {
    return isOfClosed()
        ? queue.newest(filter, limit, after)
        : queue.mostSevere(filter, limit, after);
  }

  private String place(AttentionItem item) {
    return isOfClosed() ? AttentionQueue.placeInList(item) : AttentionQueue.placeInQueue(item);
  }

  /** Tells whether it shows what nobody need look at any more. */
  public boolean isOfClosed() {
    AttentionState state = filter.state();
    return state != null && state.isClosed();
  }

  private List<Choice> states() {
    return Arrays.stream(AttentionState.values())
        .map(state -> new Choice(state.code(), words.text("attention.state." + state.code())))
        .toList();
  }

  private List<Choice> kinds() {
    return Arrays.stream(AttentionKind.values())
        .map(kind -> new Choice(kind.code(), words.text("attention." + kind.code())))
        .toList();
  }

  private String address(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(list.form().values());
    String after = parameter(AFTER);
    if (after != null) {
      all.put(AFTER, after);
    }
    all.putAll(more);
    String query =
        all.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return list.getPath() + (query.isEmpty() ? "" : "?" + query);
  }

  /** Returns the list's filters. */
  public ListView getList() {
    return list;
  }

  /** Returns the items of this page. */
  public List<AttentionRow> getRows() {
    return rows;
  }

  /** Returns what an item is about, in words: a kind of check, a portal, an observer. */
  public String subject(AttentionRow row) {
    AttentionItem item = row.item();
    CheckType type = item.checkType();
    if (type != null) {
      return words.checkType(provider(item), type);
    }
    String detail = item.detail();
    return item.kind() == AttentionKind.OBSERVER_DIED && detail != null ? detail : row.portal();
  }

  /** Returns in words why it needs a person. */
  public String why(AttentionRow row) {
    return words.text(row.key() + ".why", reason(row.item()));
  }

  private String reason(AttentionItem item) {
    String detail = item.detail();
    if (detail == null) {
      return "";
    }
    return item.kind() == AttentionKind.DELIVERY_DIED
        ? words.text("attention.delivery_died.cause", words.deliveryCause(detail))
        : words.quarantine(provider(item), detail, detail);
  }

  private static String provider(AttentionItem item) {
    return Objects.requireNonNullElse(item.provider(), "");
  }

  /** Returns where decisions are posted: the same part of the queue. */
  public String getHere() {
    return address(Map.of());
  }

  /** Returns the address of what comes after this page; null on the last. */
  public @Nullable String getFurther() {
    return further == null ? null : address(Map.of(AFTER, further));
  }

  /** Tells whether there is more of the queue before this page. */
  public boolean isFurtherOn() {
    return parameter(AFTER) != null;
  }

  /** Returns what was just decided; null for nothing. */
  public @Nullable Done getDone() {
    return done;
  }

  /** Tells whether what was just decided is said above the item that comes next. */
  public boolean isDoneAbove() {
    return done != null && rows.stream().anyMatch(AttentionRow::current);
  }

  /** Tells whether nobody has to look at anything. */
  public boolean isClear() {
    return rows.isEmpty() && list.isShown() && !list.isFiltered() && !isFurtherOn();
  }

  /** Tells whether nothing fits the filter, or nothing is left on a later page. */
  public boolean isWithoutMatch() {
    return rows.isEmpty() && list.isShown() && !isClear();
  }
}
