package io.checkpost.web.replays;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.replay.Replay;
import io.checkpost.ingest.replay.Replays;
import io.checkpost.web.list.ListView;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The replays: all of them, or the one that {@code ?replay=} names. */
@Named
@RequestScoped
public class ReplaysPage {

  private static final int PAGE = 50;

  @Inject private FacesContext faces;
  @Inject private Replays replays;
  @Inject private Words words;

  private ListView list;
  private List<ReplayRow> rows = List.of();
  private @Nullable ReplayRow chosen;
  private int failure = HttpServletResponse.SC_NOT_FOUND;
  private @Nullable String problem;

  /** Finds which is meant before anything of the page is asked for, on a POST, too. */
  @PostConstruct
  void begin() {
    list = new ListView("replays", List.of(), external(), words);
    try {
      id().flatMap(replays::find).ifPresent(replay -> chosen = new ReplayRow(replay));
    } catch (DatabaseUnavailable e) {
      failure = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  private @Nullable String asked() {
    return external().getRequestParameterMap().get("replay");
  }

  private Optional<UUID> id() {
    try {
      return Optional.ofNullable(asked()).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads the list; answers with an error when there is no replay of the id in the URL. */
  public void load() throws IOException {
    if (asked() == null) {
      list.load(this::read);
    } else if (chosen == null) {
      external().responseSendError(failure, null);
      faces.responseComplete();
    }
  }

  private void read() {
    List<Replay> items =
        list.turn(
            cursor -> replays.list(PAGE, cursor),
            cursor -> replays.listNewer(PAGE, cursor),
            ReplaysPage::place);
    rows = items.stream().map(ReplayRow::new).toList();
  }

  private static Cursor place(Replay replay) {
    return new Cursor(replay.createdAt(), replay.id());
  }

  /** Stops the replay for now. */
  public void pause() throws IOException {
    change(replays::pause);
  }

  /** Lets the replay go on. */
  public void resume() throws IOException {
    change(replays::resume);
  }

  /** Ends the replay. */
  public void cancel() throws IOException {
    change(replays::cancel);
  }

  /** Goes on to the replay as it is now, so that looking again does nothing again. */
  private void change(Function<UUID, Optional<Replay>> action) throws IOException {
    UUID id = getChosen().replay().id();
    try {
      action.apply(id).ifPresent(now -> chosen = new ReplayRow(now));
      external().redirect(external().getRequestContextPath() + "/replays?replay=" + id);
    } catch (Conflict e) {
      problem = "replays.changed-meanwhile";
      replays.find(id).ifPresent(replay -> chosen = new ReplayRow(replay));
    } catch (DatabaseUnavailable e) {
      problem = "form.unavailable";
    }
  }

  /** Returns the list's pages. */
  public ListView getList() {
    return list;
  }

  /** Returns the replays of this page, newest first. */
  public List<ReplayRow> getRows() {
    return rows;
  }

  /** Tells whether there never was a replay. */
  public boolean isUnused() {
    return asked() == null && rows.isEmpty() && list.isShown();
  }

  /** Tells whether the URL names a replay. */
  public boolean isOne() {
    return chosen != null;
  }

  /** Returns the replay that the URL names. */
  public ReplayRow getChosen() {
    return Objects.requireNonNull(chosen, "the page asks isOne first");
  }

  /** Tells whether the user asked to end the replay, which is asked back about first. */
  public boolean isCancelling() {
    return chosen != null
        && chosen.isOpen()
        && external().getRequestParameterMap().containsKey("cancel");
  }

  /** Returns the key of what kept the replay from being changed; null for nothing. */
  public @Nullable String getProblem() {
    return problem;
  }
}
