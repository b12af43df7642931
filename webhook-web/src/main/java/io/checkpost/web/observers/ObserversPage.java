package io.checkpost.web.observers;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.dispatch.OwedObservation;
import io.checkpost.ingest.dispatch.OwedObservation.State;
import io.checkpost.ingest.dispatch.OwedObservations;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.ListView;
import io.checkpost.web.server.PostedForm;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The observers, what each is owed, and the list of it. All of its state is in the URL. */
@Named
@RequestScoped
public class ObserversPage {

  private static final int PAGE = 50;
  private static final String OBSERVER = "observer";
  private static final String STATE = "state";

  @Inject private FacesContext faces;
  @Inject private OwedObservations observations;
  @Inject private OwedActions actions;
  @Inject private Words words;

  private ListView list;
  private List<ObserverRow> observers = List.of();
  private List<OwedRow> rows = List.of();
  private @Nullable Confirmation confirmation;

  @PostConstruct
  void begin() {
    list = new ListView("observers", List.of(OBSERVER, STATE), external(), words);
    offerStates();
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  private Map<String, String> parameters() {
    return external().getRequestParameterMap();
  }

  private void offerStates() {
    list.offer(
        STATE,
        Arrays.stream(State.values())
            .map(state -> new Choice(state.code(), words.text("observers.state." + state.code())))
            .toList());
  }

  /** Does what is posted, or reads what the URL asks for. */
  public void load() throws IOException {
    if (faces.isPostback()) {
      act();
    } else {
      list.load(this::read);
    }
  }

  /** Leads on, so that a reload does nothing twice. */
  private void act() throws IOException {
    try {
      String done =
          actions
              .act(PostedForm.of(external()), list.form().value(OBSERVER), state())
              .map(Done::query)
              .orElse("");
      String here = list.getNewest();
      external()
          .redirect(
              external().getRequestContextPath()
                  + here
                  + (here.indexOf('?') < 0 ? "?" : "&")
                  + done);
    } catch (InvalidInput e) {
      end(HttpServletResponse.SC_BAD_REQUEST);
    } catch (DatabaseUnavailable e) {
      end(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private void end(int status) throws IOException {
    external().responseSendError(status, null);
    faces.responseComplete();
  }

  private @Nullable State state() {
    return list.form()
        .code(
            STATE,
            code -> State.valueOf(code.toUpperCase(Locale.ROOT)),
            State.values(),
            State::code);
  }

  private void read() {
    State state = state();
    String observer = list.form().value(OBSERVER);
    observers = observations.observers().stream().map(ObserverRow::new).toList();
    list.offer(
        OBSERVER,
        observers.stream().map(row -> new Choice(row.state().id(), row.state().id())).toList());
    confirmation = Confirmation.of(parameters().get("confirm"), observers, observer, state);
    List<OwedObservation> items =
        list.turn(
            cursor -> observations.list(observer, state, PAGE, cursor),
            cursor -> observations.listNewer(observer, state, PAGE, cursor),
            OwedObservation::place);
    rows = items.stream().map(OwedRow::new).toList();
  }

  /** Returns the list's filters and pages. */
  public ListView getList() {
    return list;
  }

  /** Returns every observer that a node has or had, by id. */
  public List<ObserverRow> getObservers() {
    return observers;
  }

  /** Returns what is owed, newest message first. */
  public List<OwedRow> getRows() {
    return rows;
  }

  /** Tells whether nobody observes and nobody ever did. */
  public boolean isUnused() {
    return observers.isEmpty() && list.isShown();
  }

  /** Tells whether nothing is owed to anybody. */
  public boolean isWell() {
    return rows.isEmpty() && list.isShown() && !list.isFiltered() && !isUnused();
  }

  /** Tells whether nothing fits the filter. */
  public boolean isWithoutMatch() {
    return rows.isEmpty() && list.isShown() && list.isFiltered();
  }

  /** Returns the question that is asked before much is changed; null where none is. */
  public @Nullable Confirmation getConfirmation() {
    return confirmation;
  }

  /** Returns where it is asked whether all that the filter leaves is to be tried again. */
  public @Nullable String getRetryAll() {
    return OwedActions.retried(state()).isEmpty() ? null : asking("retry");
  }

  /** Returns where it is asked whether all that the filter leaves is to be given up. */
  public @Nullable String getCloseAll() {
    return OwedActions.closed(state()).isEmpty() ? null : asking("close");
  }

  private String asking(String what) {
    String here = list.getNewest();
    return here + (here.indexOf('?') < 0 ? "?" : "&") + "confirm=" + what;
  }

  /** Returns what was done right before; null where nothing was. */
  public @Nullable Done getDone() {
    return Optional.of(parameters()).flatMap(Done::of).orElse(null);
  }
}
