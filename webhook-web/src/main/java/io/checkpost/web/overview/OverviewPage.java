package io.checkpost.web.overview;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.overview.Period;
import io.checkpost.ingest.overview.Received;
import io.checkpost.ingest.overview.ReceivedFigures;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first page. Its period and its portal are in the URL. */
@Named
@RequestScoped
public class OverviewPage {

  private static final String PERIOD = "period";
  private static final String PORTAL = "portal";

  @Inject private FacesContext faces;
  @Inject private ReceivedFigures received;
  @Inject private Figures waiting;
  @Inject private Choices choices;
  @Inject private Words words;

  private ListView list;
  private Period period = Period.DAY;
  private List<Figure> figures = List.of();
  private @Nullable Chart chart;
  private @Nullable TypeRows types;
  private @Nullable List<PortalRow> portals;
  private boolean unused;

  @PostConstruct
  void begin() {
    list = new ListView("overview", List.of(PERIOD, PORTAL), faces.getExternalContext(), words);
  }

  /** Reads the URL and then what it asks for. */
  public void load() {
    list.load(this::read);
  }

  private void read() {
    FilterForm form = list.form();
    Period asked = form.code(PERIOD, Period::of, Period.values(), Period::code);
    period = asked == null ? Period.DAY : asked;
    PortalId portal = form.read(PORTAL, PortalId::of, "a portal's id");
    Received figuresOfPeriod = received.of(period, portal, words.zone());
    if (figuresOfPeriod.all() == 0 && received.isNothing()) {
      unused = true;
      return;
    }
    list.offer(PORTAL, choices.portals());
    chart = new Chart(period, portal, figuresOfPeriod, words);
    types = new TypeRows(portal, figuresOfPeriod, choices.checkTypes(), words);
    figures = waiting.of(portal, figuresOfPeriod);
    portals = waiting.lastMessages(portal).orElse(null);
  }

  /** Returns what is in the URL, and what is wrong with it or with the database. */
  public ListView getList() {
    return list;
  }

  /** Tells whether nothing was ever received. */
  public boolean isUnused() {
    return unused;
  }

  /** Tells whether there is anything to show. */
  public boolean isShown() {
    return chart != null;
  }

  /** Returns the code of the period. */
  public String getPeriod() {
    return period.code();
  }

  /**
   * Tells whether a choice of portals is of use: one that is chosen can be left, and where there is
   * one only it is everything.
   */
  public boolean isPortalOffered() {
    return list.choices(PORTAL).size() > 1 || list.given(PORTAL) != null;
  }

  /** Returns the periods, each with the address of the page for it. */
  public List<Choice> getPeriods() {
    return Arrays.stream(Period.values())
        .map(each -> new Choice(address(each), words.text("overview.period." + each.code())))
        .toList();
  }

  private String address(Period other) {
    Map<String, String> filters = new LinkedHashMap<>(list.form().values());
    filters.put(PERIOD, other.code());
    return list.getPath() + "?" + new FilterForm(filters).query();
  }

  /** Tells whether a period is the one that is shown. */
  public boolean isCurrent(Choice choice) {
    return choice.value().equals(address(period));
  }

  /** Returns what waits for somebody. */
  public List<Figure> getFigures() {
    return figures;
  }

  /** Returns what was received; null where that is not shown. */
  public @Nullable Chart getChart() {
    return chart;
  }

  /** Returns what was reported; null where that is not shown. */
  public @Nullable TypeRows getTypes() {
    return types;
  }

  /** Returns the last messages of portals; null where they are not known. */
  public @Nullable List<PortalRow> getPortals() {
    return portals;
  }
}
