package io.checkpost.web.portals;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.NewPlace;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.PortalFilter;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.web.list.Choice;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes the settings of a portal, and moves it. */
@Named
@RequestScoped
public class PortalEditPage {

  @Inject private FacesContext faces;
  @Inject private RequestedPortal requested;
  @Inject private Portals portals;
  @Inject private Words words;

  private @Nullable Portal portal;
  private @Nullable Callback inherited;
  private List<Choice> parents = List.of();
  private PortalForm form = PortalForm.empty();
  private @Nullable String conflict;

  @PostConstruct
  void find() {
    requested.named("id").filter(found -> found.archivedAt() == null).ifPresent(this::show);
  }

  private void show(Portal found) {
    try {
      inherited = above(found).map(each -> Callback.of(each, names(each))).orElse(null);
      parents = offeredParents(found);
      form = PortalForm.of(found);
      portal = found;
    } catch (DatabaseUnavailable e) {
      portal = null;
    }
  }

  private Optional<Portal> above(Portal found) {
    return Optional.ofNullable(found.parentId()).flatMap(portals::find);
  }

  private Map<PortalId, String> names(Portal each) {
    return portals.names(Optional.ofNullable(each.relay().effectiveFrom()).stream().toList());
  }

  /** Returns the newest portals of the provider, and the one that is above it now. */
  private List<Choice> offeredParents(Portal found) {
    List<Portal> offered =
        new ArrayList<>(
            portals
                .list(new PortalFilter(null, found.provider(), null, false), Page.MOST, null)
                .items());
    offered.removeIf(each -> each.id().equals(found.id()));
    above(found).filter(each -> !offered.contains(each)).ifPresent(offered::add);
    return Stream.concat(
            Stream.of(new Choice("", words.text("portal.form.parent.none"))),
            offered.stream()
                .sorted(Comparator.comparing(Portal::name, String.CASE_INSENSITIVE_ORDER))
                .map(each -> new Choice(each.id().toString(), each.name())))
        .toList();
  }

  /** Answers with an error when there is no portal to change. */
  public void check() throws IOException {
    if (portal == null) {
      requested.end();
    }
  }

  /** Says what is wrong so far, and changes nothing. */
  public void validate() throws IOException {
    read();
    try {
      form.refuse(portals.faults(getPortal().id(), form::over));
    } catch (DatabaseUnavailable e) {
      requested.endUnavailable();
    }
  }

  private void read() {
    form = PortalForm.of(faces.getExternalContext().getRequestParameterValuesMap());
  }

  /** Changes the portal, or says what is wrong. */
  public void save() throws IOException {
    read();
    PortalId id = getPortal().id();
    UnaryOperator<PortalSettings> change = form::over;
    try {
      List<InvalidInput> faults = portals.faults(id, change);
      if (!faults.isEmpty() || form.isUnreadable()) {
        refuse(faults);
      } else {
        write(id, change);
        requested.goTo(id);
      }
    } catch (InvalidInput e) {
      refuse(List.of(e));
    } catch (Conflict e) {
      conflict(words.refusal(e));
    } catch (OptimisticLockException e) {
      conflict(words.text("portal.conflict.meanwhile"));
    } catch (DatabaseUnavailable e) {
      requested.endUnavailable();
    }
  }

  private void write(PortalId id, UnaryOperator<PortalSettings> change) {
    PortalId newParent = newParent();
    if (Objects.equals(newParent, getPortal().parentId())) {
      portals.patch(id, change);
    } else {
      portals.patch(id, new NewPlace(newParent), change);
    }
  }

  private @Nullable PortalId newParent() {
    String given = form.value(PortalForm.PARENT_ID).strip();
    try {
      return given.isEmpty() ? null : PortalId.of(given);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(PortalForm.PARENT_ID, given, "the id of a portal");
    }
  }

  private void refuse(List<InvalidInput> faults) {
    form.refuse(faults);
    faces.getExternalContext().setResponseStatus(HttpServletResponse.SC_BAD_REQUEST);
  }

  private void conflict(@Nullable String why) {
    conflict = why;
    faces.getExternalContext().setResponseStatus(HttpServletResponse.SC_CONFLICT);
  }

  /** Tells whether there is such a portal. */
  public boolean isFound() {
    return portal != null;
  }

  /** Returns the portal as it was before. */
  public Portal getPortal() {
    return Objects.requireNonNull(portal, "the page asks isFound first");
  }

  /** Returns the provider's name. */
  public String getProvider() {
    return getPortal().provider();
  }

  /** Returns where the portal's messages go when it has no URL of its own. */
  public @Nullable Callback getInherited() {
    return inherited;
  }

  /** Returns the portals that it can be moved below. */
  public List<Choice> getParents() {
    return parents;
  }

  /** Returns the form. */
  public PortalForm getForm() {
    return form;
  }

  /** Returns why nothing was changed although nothing is wrong; null when that is not so. */
  public @Nullable String getConflict() {
    return conflict;
  }
}
