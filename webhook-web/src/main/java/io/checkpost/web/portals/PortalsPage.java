package io.checkpost.web.portals;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.activity.LastReceived;
import io.checkpost.ingest.activity.PortalActivity;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.portal.NamedPortal;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.PortalBranch;
import io.checkpost.ingest.portal.PortalFilter;
import io.checkpost.ingest.portal.PortalForest;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.relay.Undelivered;
import io.checkpost.ingest.relay.UndeliveredByPortal;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.Choices;
import io.checkpost.web.list.FilterForm;
import io.checkpost.web.list.ListView;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trees of portals. All of the page's state is in the URL. A page has a number of tops of trees
 * with what is below them, the portals right below one, or those of a name wherever they stand.
 */
@Named
@RequestScoped
public class PortalsPage {

  private static final int PAGE = 25;
  private static final int FEW = 10;
  private static final String NAME = "name";
  private static final String PROVIDER = "provider";
  private static final String PARENT = "parentId";

  @Inject private FacesContext faces;
  @Inject private PortalForest forest;
  @Inject private Portals portals;
  @Inject private PortalActivity activity;
  @Inject private UndeliveredByPortal undelivered;
  @Inject private Choices choices;
  @Inject private Words words;

  private ListView list;
  private List<PortalRow> rows = List.of();
  private @Nullable Portal parent;
  private List<NamedPortal> aboveParent = List.of();
  private int shown;

  @PostConstruct
  void begin() {
    list =
        new ListView("portals", List.of(NAME, PROVIDER, PARENT), faces.getExternalContext(), words);
  }

  /** Reads the URL and then what it asks for. */
  public void load() {
    list.load(this::read);
  }

  private void read() {
    FilterForm form = list.form();
    list.offer(PROVIDER, choices.providers());
    PortalId parentId = form.read(PARENT, PortalId::of, "a portal's id");
    if (parentId != null) {
      portals.find(parentId).ifPresent(this::showParent);
    }
    PortalFilter filter =
        new PortalFilter(
            form.value(NAME),
            form.value(PROVIDER),
            parentId,
            form.value(NAME) == null && parentId == null);
    show(
        list.turn(
            cursor -> forest.list(filter, PAGE, cursor),
            cursor -> forest.listNewer(filter, PAGE, cursor),
            PortalsPage::place));
  }

  private void showParent(Portal found) {
    parent = found;
    aboveParent = forest.above(List.of(found.id())).getOrDefault(found.id(), List.of());
    list.offer(PARENT, List.of(new Choice(found.id().toString(), found.name())));
  }

  private void show(List<PortalBranch> branches) {
    List<Portal> all = new ArrayList<>();
    branches.forEach(branch -> gather(branch, all));
    List<PortalId> ids = all.stream().map(Portal::id).toList();
    Found found =
        new Found(
            portals.names(
                all.stream()
                    .map(portal -> portal.relay().effectiveFrom())
                    .filter(Objects::nonNull)
                    .toList()),
            activity.of(ids),
            undelivered.of(ids),
            isSearch()
                ? forest.above(branches.stream().map(branch -> branch.portal().id()).toList())
                : Map.of());
    rows = branches.stream().map(branch -> row(branch, found)).toList();
    shown = all.size();
  }

  private static void gather(PortalBranch branch, List<Portal> all) {
    all.add(branch.portal());
    branch.below().forEach(child -> gather(child, all));
  }

  private static Cursor place(PortalBranch branch) {
    return new Cursor(branch.portal().createdAt(), branch.portal().id().value());
  }

  /** What is known of the portals of a page, each read for all of them at once. */
  private record Found(
      Map<PortalId, String> names,
      Map<PortalId, LastReceived> last,
      Map<PortalId, Undelivered> undelivered,
      Map<PortalId, List<NamedPortal>> above) {}

  private static PortalRow row(PortalBranch branch, Found found) {
    Portal portal = branch.portal();
    return new PortalRow(
        portal,
        found.above.getOrDefault(portal.id(), List.of()),
        Callback.of(portal, found.names),
        found.last.get(portal.id()),
        found.undelivered.getOrDefault(portal.id(), Undelivered.NONE),
        branch.children(),
        branch.below().stream().map(child -> row(child, found)).toList());
  }

  private boolean isSearch() {
    return list.form().value(NAME) != null;
  }

  /** Returns the list's filters and pages. */
  public ListView getList() {
    return list;
  }

  /** Returns the portals of this page, newest first. */
  public List<PortalRow> getRows() {
    return rows;
  }

  /** Returns the portal right below which the list's are; null where that does not matter. */
  public @Nullable Portal getParent() {
    return parent;
  }

  /** Returns who is above that portal, the top first. */
  public List<NamedPortal> getAboveParent() {
    return aboveParent;
  }

  /** Returns the id that the filter keeps; null for none. */
  public @Nullable String getParentId() {
    return Optional.ofNullable(parent).map(found -> found.id().toString()).orElse(null);
  }

  /** Tells whether a filter is of use: a few portals are seen at a glance. */
  public boolean isFilterOffered() {
    boolean paged = !list.isAtStart() || list.getOlder() != null;
    return paged || shown > FEW || list.isFiltered() || !list.isShown();
  }

  /** Tells whether there are no portals at all. */
  public boolean isUnused() {
    return rows.isEmpty() && list.isShown() && !list.isFiltered();
  }

  /** Tells whether no portal fits the filter. */
  public boolean isWithoutMatch() {
    return rows.isEmpty() && list.isShown() && list.isFiltered();
  }
}
