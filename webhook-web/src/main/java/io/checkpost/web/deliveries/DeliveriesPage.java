package io.checkpost.web.deliveries;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryFilter;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.RelayTargetStates;
import io.checkpost.ingest.relay.UndeliveredTarget;
import io.checkpost.ingest.relay.UndeliveredTargets;
import io.checkpost.web.list.Addresses;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.Choices;
import io.checkpost.web.list.ListView;
import io.checkpost.web.list.Posted;
import io.checkpost.web.text.Age;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the URLs of portals have not got: a board of the targets, and the deliveries one by one. All
 * of its state is in the URL. What is changed is posted, and the answer leads back to the page.
 */
@Named
@RequestScoped
public class DeliveriesPage {

  private static final int PAGE = 50;
  private static final int BOARD = 8;

  /** Where the board goes on. */
  private static final String TARGETS_AFTER = "targets";

  private static final String CONFIRM = "confirm";

  @Inject private FacesContext faces;
  @Inject private Deliveries deliveries;
  @Inject private DeliveryActions actions;
  @Inject private Confirmations confirmations;
  @Inject private UndeliveredTargets undelivered;
  @Inject private RelayTargetStates targets;
  @Inject private Portals portals;
  @Inject private Choices choices;
  @Inject private Clock clock;
  @Inject private Words words;

  private ListView list;
  private List<DeliveryRow> rows = List.of();
  private List<TargetRow> board = List.of();
  private @Nullable String boardNext;
  private @Nullable Confirmation confirmation;
  private boolean unused;

  @PostConstruct
  void begin() {
    list = new ListView("deliveries", DeliveryFilters.ALL, external(), words);
  }

  /** Does what is posted, or else reads what the URL asks for. */
  public void load() {
    list.load(Posted.isIt(external()) ? this::act : this::read);
  }

  private void act() {
    Done done =
        actions.act(external().getRequestParameterMap(), filter(), external().getRemoteUser());
    Posted.answerWith(external(), done.at(getHere()));
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  private DeliveryFilter filter() {
    return DeliveryFilters.of(list.form(), words.zone());
  }

  private void read() {
    list.offer(DeliveryFilters.STATE, DeliveryFilters.states(words));
    list.offer(DeliveryFilters.CAUSE, DeliveryFilters.causes(words));
    List<Choice> offered = choices.portals();
    list.offer(DeliveryFilters.PORTAL, offered);
    list.offer(DeliveryFilters.TARGET, offered);
    DeliveryFilter filter = filter();
    show(
        list.turn(
            cursor -> deliveries.list(filter, PAGE, cursor),
            cursor -> deliveries.listNewer(filter, PAGE, cursor),
            DeliveriesPage::place));
    confirmation = confirmations.find(parameter(CONFIRM), filter).orElse(null);
    if (!list.isFiltered() && list.isAtStart() && confirmation == null) {
      readBoard();
      unused =
          rows.isEmpty() && deliveries.list(DeliveryFilter.EVERYTHING, 1, null).items().isEmpty();
    }
  }

  private void show(List<Delivery> items) {
    Instant now = clock.instant();
    Map<PortalId, String> names =
        portals.names(
            items.stream()
                .flatMap(item -> Stream.of(item.portalId(), item.targetId()))
                .distinct()
                .toList());
    Map<PortalId, RelayTargetState> treated = treated(items);
    rows = items.stream().map(item -> row(item, names, treated, now)).toList();
  }

  /** Returns how the targets are for which something waits. */
  private Map<PortalId, RelayTargetState> treated(List<Delivery> items) {
    return items.stream()
        .filter(item -> item.state() == DeliveryState.PENDING)
        .map(Delivery::targetId)
        .distinct()
        .flatMap(target -> targets.find(target).stream())
        .collect(Collectors.toMap(RelayTargetState::portalId, Function.identity()));
  }

  private DeliveryRow row(
      Delivery item,
      Map<PortalId, String> names,
      Map<PortalId, RelayTargetState> treated,
      Instant now) {
    return new DeliveryRow(
        item,
        names.getOrDefault(item.portalId(), ""),
        item.targetId().equals(item.portalId()) ? null : names.getOrDefault(item.targetId(), ""),
        Age.of(item.createdAt(), now, words),
        NextTry.of(item, treated.get(item.targetId()), now));
  }

  private static Cursor place(Delivery delivery) {
    return new Cursor(delivery.createdAt(), delivery.id());
  }

  private void readBoard() {
    Page<UndeliveredTarget> page = undelivered.list(BOARD, parameter(TARGETS_AFTER));
    Instant now = clock.instant();
    board = page.items().stream().map(target -> row(target, now)).toList();
    boardNext = page.next();
  }

  private TargetRow row(UndeliveredTarget target, Instant now) {
    Optional<Portal> portal = portals.find(target.target().portalId());
    return new TargetRow(
        target,
        portal.map(Portal::name).orElse(""),
        portal.map(Portal::paused).orElse(false),
        now,
        words);
  }

  private @Nullable String parameter(String name) {
    return external().getRequestParameterMap().get(name);
  }

  /** Returns the list's filters and pages. */
  public ListView getList() {
    return list;
  }

  /** Returns the address of the page as it is, to which its forms are posted. */
  public String getHere() {
    return Addresses.with(
        Addresses.with(list.getNewest(), ListView.OLDER, list.olderThan()),
        ListView.NEWER,
        list.newerThan());
  }

  /** Returns the deliveries of this page, newest first. */
  public List<DeliveryRow> getRows() {
    return rows;
  }

  /** Returns the targets that have not got everything. */
  public List<TargetRow> getBoard() {
    return board;
  }

  /** Returns the address of further targets; null where there are none. */
  public @Nullable String getMoreTargets() {
    return boardNext == null ? null : Addresses.with(list.getPath(), TARGETS_AFTER, boardNext);
  }

  /** Tells whether the board is not at its beginning. */
  public boolean isAmongTargets() {
    return parameter(TARGETS_AFTER) != null;
  }

  /** Returns what is asked before many deliveries are changed; null where nothing is. */
  public @Nullable Confirmation getConfirmation() {
    return confirmation;
  }

  /** Returns the address of the question whether to send all; null where none can be sent. */
  public @Nullable String getSendAll() {
    return list.isShown() && !rows.isEmpty() && DeliveryActions.canSend(filter())
        ? Addresses.with(list.getNewest(), CONFIRM, "send")
        : null;
  }

  /** Returns the address of the question whether to close all; null where none can be closed. */
  public @Nullable String getCloseAll() {
    return list.isShown() && !rows.isEmpty() && DeliveryActions.canClose(filter())
        ? Addresses.with(list.getNewest(), CONFIRM, "close")
        : null;
  }

  /** Returns what was done right before; null where nothing was. */
  public @Nullable Done getDone() {
    return Done.of(external().getRequestParameterMap()).orElse(null);
  }

  /** Tells whether nothing was ever to be delivered. */
  public boolean isUnused() {
    return unused;
  }

  /** Tells whether everything was delivered. */
  public boolean isDelivered() {
    return rows.isEmpty() && list.isShown() && !list.isFiltered() && !unused;
  }

  /** Tells whether nothing fits the filter. */
  public boolean isWithoutMatch() {
    return rows.isEmpty() && list.isShown() && list.isFiltered();
  }
}
