package io.checkpost.web.administration;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.audit.AuditFilter;
import io.checkpost.ingest.audit.AuditLog;
import io.checkpost.ingest.audit.AuditVerification;
import io.checkpost.ingest.audit.AuditedAct;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.web.list.Choices;
import io.checkpost.web.list.FilterForm;
import io.checkpost.web.list.ListView;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who did what, and whether the log of it is as it was written. */
@Named
@RequestScoped
public class AuditPage {

  private static final int PAGE = 50;
  private static final String ACTOR = "actor";
  private static final String ACTION = "action";
  private static final String ABOUT = "about";
  private static final String PORTAL = "portal";
  private static final String FROM = "from";
  private static final String TO = "to";

  /** By which the chain is followed: it takes longer with every entry. */
  private static final String VERIFY = "verify";

  @Inject private FacesContext faces;
  @Inject private AuditLog log;
  @Inject private AuditVerification verification;
  @Inject private Portals portals;
  @Inject private Choices choices;
  @Inject private Words words;

  private ListView list;
  private List<AuditEntryRow> rows = List.of();
  private AuditVerification.@Nullable Result verified;

  @PostConstruct
  void begin() {
    list =
        new ListView(
            "audit",
            "/administration/audit",
            List.of(ACTOR, ACTION, ABOUT, PORTAL, FROM, TO),
            faces.getExternalContext(),
            words);
  }

  /** Reads the URL and then what it asks for. */
  public void load() {
    list.load(this::read);
  }

  private void read() {
    list.offer(PORTAL, choices.portals());
    if (faces.getExternalContext().getRequestParameterMap().containsKey(VERIFY)) {
      verified = verification.verify();
    }
    AuditFilter filter = filter(list.form());
    show(
        list.turn(
            cursor -> log.list(filter, PAGE, cursor),
            cursor -> log.listNewer(filter, PAGE, cursor),
            AuditedAct::place));
  }

  private AuditFilter filter(FilterForm form) {
    return new AuditFilter(
        form.value(ACTOR),
        form.value(ACTION),
        form.value(ABOUT),
        form.read(PORTAL, PortalId::of, "a portal's id"),
        form.from(FROM, words.zone()),
        form.until(TO, words.zone()));
  }

  private void show(List<AuditedAct> acts) {
    Map<PortalId, String> names =
        portals.names(
            acts.stream().map(AuditedAct::portalId).filter(Objects::nonNull).distinct().toList());
    rows = acts.stream().map(act -> new AuditEntryRow(act, name(names, act.portalId()))).toList();
  }

  private static String name(Map<PortalId, String> names, @Nullable PortalId portal) {
    return portal == null ? "" : names.getOrDefault(portal, "");
  }

  /** Returns the list's filters and pages. */
  public ListView getList() {
    return list;
  }

  /** Returns the entries of this page, the newest first. */
  public List<AuditEntryRow> getRows() {
    return rows;
  }

  /** Returns what came out when the chain was followed; null while nobody asked for it. */
  public AuditVerification.@Nullable Result getVerified() {
    return verified;
  }

  /** Tells whether there is nothing to show, though it could be looked up. */
  public boolean isWithoutEntries() {
    return rows.isEmpty() && list.isShown();
  }
}
