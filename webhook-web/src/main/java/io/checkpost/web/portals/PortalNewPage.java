package io.checkpost.web.portals;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.portal.NewPortal;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.RequiredHeader;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.Choices;
import io.checkpost.web.server.ServerAddress;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a portal: at the top of a tree of a chosen provider, or below another portal. The answer to
 * the POST that makes it shows its secrets, this once, and what comes for it.
 */
@Named
@RequestScoped
public class PortalNewPage {

  @Inject private FacesContext faces;
  @Inject private RequestedPortal requested;
  @Inject private Portals portals;
  @Inject private Providers providers;
  @Inject private Choices choices;

  private @Nullable Portal parent;
  private @Nullable String provider;
  private @Nullable Callback inherited;
  private PortalForm form = PortalForm.empty();
  private @Nullable NewPortal made;
  private List<Once> secrets = List.of();

  @PostConstruct
  void find() {
    requested.named("parent").filter(found -> found.archivedAt() == null).ifPresent(this::under);
    if (parent == null) {
      provider =
          Optional.ofNullable(requested.parameter("provider"))
              .filter(name -> providers.find(name).isPresent())
              .orElse(null);
    }
  }

  private void under(Portal found) {
    try {
      inherited = Callback.of(found, names(found));
      parent = found;
      provider = found.provider();
    } catch (DatabaseUnavailable e) {
      parent = null;
    }
  }

  private Map<PortalId, String> names(Portal portal) {
    return portals.names(Optional.ofNullable(portal.relay().effectiveFrom()).stream().toList());
  }

  /** Answers with an error when what is asked for is not there. */
  public void check() throws IOException {
    boolean lost = requested.parameter("parent") != null && parent == null;
    boolean unknown = requested.parameter("provider") != null && provider == null;
    if (lost || unknown) {
      requested.end();
    }
  }

  /** Says what is wrong so far, and makes nothing. */
  public void validate() {
    read();
    form.refuse(portals.faults(getProvider(), form.over(PortalSettings.named(""))));
  }

  private void read() {
    form = PortalForm.of(faces.getExternalContext().getRequestParameterValuesMap());
  }

  /** Makes the portal, or says what is wrong. */
  public void create() throws IOException {
    read();
    try {
      tryToCreate(getProvider(), form.over(PortalSettings.named("")));
    } catch (InvalidInput e) {
      refuse(List.of(e));
    } catch (DatabaseUnavailable e) {
      requested.endUnavailable();
    }
  }

  private void tryToCreate(String ofProvider, PortalSettings settings) {
    List<InvalidInput> faults = portals.faults(ofProvider, settings);
    if (!faults.isEmpty() || form.isUnreadable()) {
      refuse(faults);
      return;
    }
    NewPortal created = portals.create(ofProvider, parent == null ? null : parent.id(), settings);
    made = created;
    secrets =
        List.of(
            intake(created, settings.header()),
            Once.signing(created.signingSecret(), Callback.of(created.portal(), Map.of())));
  }

  private Once intake(NewPortal created, @Nullable RequiredHeader header) {
    String url = created.intakeUrl();
    return Once.intake(
        url == null ? ServerAddress.of(faces.getExternalContext()) + created.intakePath() : url,
        header == null ? null : header.name(),
        header == null ? null : header.value());
  }

  private void refuse(List<InvalidInput> faults) {
    form.refuse(faults);
    faces.getExternalContext().setResponseStatus(HttpServletResponse.SC_BAD_REQUEST);
  }

  /** Returns the portal above the new one; null for the top of a tree. */
  public @Nullable Portal getParent() {
    return parent;
  }

  /** Returns where the messages of a portal right there go when it has no URL of its own. */
  public @Nullable Callback getInherited() {
    return inherited;
  }

  /** Tells whether it is known of which provider the portal shall be. */
  public boolean isProviderKnown() {
    return provider != null;
  }

  /** Returns the provider's name. */
  public String getProvider() {
    return Objects.requireNonNull(provider, "the page asks isProviderKnown first");
  }

  /** Returns the providers to choose from. */
  public List<Choice> getProviders() {
    return choices.providers();
  }

  /** Returns the form. */
  public PortalForm getForm() {
    return form;
  }

  /** Tells whether the portal was made. */
  public boolean isMade() {
    return made != null;
  }

  /** Returns the portal that was made. */
  public Portal getPortal() {
    return Objects.requireNonNull(made, "the page asks isMade first").portal();
  }

  /** Returns its secrets. */
  public List<Once> getSecrets() {
    return secrets;
  }
}
