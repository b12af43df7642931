package io.checkpost.web.message;

import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.ReportedField;
import io.checkpost.api.spi.Mask;
import io.checkpost.ingest.check.CheckTrail;
import io.checkpost.ingest.check.ReportedUpdate;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.journal.Envelope;
import io.checkpost.ingest.message.MessageDetail;
import io.checkpost.ingest.message.MessageSiblings;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.message.ObserverState;
import io.checkpost.ingest.message.Siblings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.relay.DeliveryDetail;
import io.checkpost.ingest.relay.RelayTargetStates;
import io.checkpost.ingest.replay.Replay;
import io.checkpost.ingest.replay.Replays;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message. What is personal is masked, and shown only in the answer to a POST that asks for it:
 * no URL shows it, and nothing keeps it shown.
 */
@Named
@RequestScoped
public class MessagePage {

  @Inject private FacesContext faces;
  @Inject private Messages messages;
  @Inject private Siblings siblings;
  @Inject private Portals portals;
  @Inject private Deliveries deliveries;
  @Inject private Replays replays;
  @Inject private MessageActions actions;
  @Inject private RelayTargetStates targets;
  @Inject private Providers providers;
  @Inject private Words words;
  @Inject private Disclosures disclosures;

  private @Nullable MessageDetail detail;
  private int failure = HttpServletResponse.SC_NOT_FOUND;
  private String portal = "";
  private List<Step> steps = List.of();
  private @Nullable MessageSiblings beside;
  private @Nullable Replay replay;
  private boolean revealed;
  private @Nullable BodyView body;
  private boolean asReceived;

  /** Finds the message before anything of the page is asked for, on a POST, too. */
  @PostConstruct
  void find() {
    try {
      messageId().flatMap(messages::find).ifPresent(this::show);
    } catch (DatabaseUnavailable e) {
      detail = null;
      failure = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
  }

  /** Answers with an error when there is no message to show; does what was posted. */
  public void check() throws IOException {
    if (detail == null) {
      end(failure);
    } else if (faces.isPostback()) {
      Map<String, String> posted = PostedForm.of(faces.getExternalContext());
      String shape = posted.get("body");
      if (shape == null) {
        act(posted);
      } else {
        asReceived = shape.equals("received");
        showBody();
      }
    }
  }

  /** Leads on, so that a reload does nothing twice. */
  private void act(Map<String, String> posted) throws IOException {
    ExternalContext external = faces.getExternalContext();
    try {
      Optional<Done> done = actions.act(posted, getSummary().id(), user());
      if (done.isPresent()) {
        external.redirect(
            external.getRequestContextPath()
                + "/message?id="
                + getSummary().id()
                + "&"
                + done.get().query());
      }
    } catch (DatabaseUnavailable e) {
      end(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private Optional<MessageId> messageId() {
    try {
      return Optional.ofNullable(faces.getExternalContext().getRequestParameterMap().get("id"))
          .map(MessageId::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void show(MessageDetail found) {
    detail = found;
    portal =
        portals
            .names(List.of(found.summary().portalId()))
            .getOrDefault(found.summary().portalId(), "");
    beside = siblings.of(found.summary().id()).orElse(null);
    List<DeliveryDetail> relayed = deliveries.withAttempts(found.summary().id());
    steps = new TimeLine(words, found, relayed, relayed.stream().map(this::step).toList()).steps();
    replay = done().map(Done::replay).flatMap(replays::find).filter(this::isOfThis).orElse(null);
  }

  private DeliveryStep step(DeliveryDetail relayed) {
    return DeliveryStep.of(relayed.delivery(), targets.find(relayed.delivery().targetId()));
  }

  private Optional<Done> done() {
    return Done.of(faces.getExternalContext().getRequestParameterMap());
  }

  /** A link may claim anything. */
  private boolean isOfThis(Replay named) {
    return getSummary().id().equals(named.message());
  }

  private void end(int status) throws IOException {
    faces.getExternalContext().responseSendError(status, null);
    faces.responseComplete();
  }

  /** Shows personal values in this one answer. */
  public void reveal() {
    revealed = true;
    disclosures.record(user(), getSummary().id(), Disclosures.What.VALUES);
  }

  /** Shows the body in this one answer, and with it the values that are in it anyway. */
  public void showBody() throws IOException {
    Optional<byte[]> bytes = bytes();
    if (bytes.isPresent()) {
      revealed = true;
      body = BodyView.of(bytes.get());
      disclosures.record(user(), getSummary().id(), Disclosures.What.BODY);
    }
  }

  /** Answers with the bytes, as a file: a browser must not make anything else of them. */
  public void download() throws IOException {
    Optional<byte[]> bytes = bytes();
    if (bytes.isPresent()) {
      disclosures.record(user(), getSummary().id(), Disclosures.What.DOWNLOAD);
      ExternalContext external = faces.getExternalContext();
      external.responseReset();
      external.setResponseContentType("application/octet-stream");
      external.setResponseContentLength(bytes.get().length);
      external.setResponseHeader("X-Content-Type-Options", "nosniff");
      external.setResponseHeader("Cache-Control", "no-store");
      external.setResponseHeader(
          "Content-Disposition", "attachment; filename=\"" + getSummary().id() + ".json\"");
      external.getResponseOutputStream().write(bytes.get());
      faces.responseComplete();
    }
  }

  private Optional<byte[]> bytes() throws IOException {
    try {
      return messages.body(getSummary().id());
    } catch (DatabaseUnavailable e) {
      end(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return Optional.empty();
    }
  }

  private String user() {
    return faces.getExternalContext().getRemoteUser();
  }

  private MessageDetail detail() {
    return Objects.requireNonNull(detail, "the page asks isFound first");
  }

  /** Tells whether there is such a message. */
  public boolean isFound() {
    return detail != null;
  }

  /** Returns what lists show, too. */
  public MessageSummary getSummary() {
    return detail().summary();
  }

  /** Returns the portal's name. */
  public String getPortal() {
    return portal;
  }

  /** Returns what the message says, in one line. */
  public String getHeadline() {
    List<ReportedUpdate> updates = detail().updates();
    if (getSummary().disposition() == Disposition.QUARANTINED) {
      return words.text("message.quarantined");
    }
    return switch (updates.size()) {
      case 0 -> words.text("message.erased.title");
      case 1 ->
          words.says(
              getSummary().provider(),
              updates.get(0).update().checkType(),
              updates.get(0).update().outcome());
      default -> words.text("message.several", updates.size());
    };
  }

  /** Returns the results. */
  public List<UpdateView> getUpdates() {
    return detail().updates().stream().map(update -> new UpdateView(update, this::mask)).toList();
  }

  /** Returns the results with what they say, in words. */
  public List<Statement> getStatements() {
    List<Statement> statements = new ArrayList<>();
    for (UpdateView said : getUpdates()) {
      statements.add(new Statement(said, getSummary().provider(), trail(statements.size()), words));
    }
    return statements;
  }

  private @Nullable CheckTrail trail(int ordinal) {
    MessageSiblings found = beside;
    return found == null
        ? null
        : found.checks().stream()
            .filter(trail -> trail.ordinal() == ordinal)
            .findFirst()
            .orElse(null);
  }

  private Mask mask(ReportedField field) {
    return revealed ? Mask.NONE : providers.mask(getSummary().provider(), field.name());
  }

  /** Returns how many results have each outcome, where there are several. */
  public List<Tally> getTally() {
    return detail().updates().stream()
        .map(update -> update.update().outcome())
        .distinct()
        .sorted()
        .map(outcome -> new Tally(outcome, count(outcome)))
        .toList();
  }

  private long count(Outcome outcome) {
    return detail().updates().stream().filter(u -> u.update().outcome() == outcome).count();
  }

  /**
   * How many results have an outcome.
   *
   * @param outcome the outcome
   * @param count how many
   */
  public record Tally(Outcome outcome, long count) {}

  /** Returns what happened to it, in the order of time. */
  public List<Step> getSteps() {
    return steps;
  }

  /** Returns what belongs beside it. */
  public SiblingsView getSiblings() {
    return new SiblingsView(
        Objects.requireNonNull(beside, "the page asks isFound first"), getSummary().id());
  }

  /** Tells whether it has events that observers could be given again. */
  public boolean isObservable() {
    return getSummary().disposition() != Disposition.DUPLICATE && detail().envelope() != null;
  }

  /** Tells whether another reading may understand what this one did not. */
  public boolean isRereadable() {
    return detail().envelope() != null
        && (getSummary().disposition() == Disposition.QUARANTINED
            || detail().updates().stream()
                .map(update -> update.update().outcome())
                .anyMatch(
                    outcome -> outcome == Outcome.UNCONFIRMED || outcome == Outcome.UNRECOGNISED));
  }

  /** Returns the observers that it can be given again one by one. */
  public List<String> getObservers() {
    return detail().observers().stream()
        .filter(state -> state.state() != ObserverState.State.PARKED)
        .map(ObserverState::observer)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Returns what was done right before; null where nothing was. */
  public @Nullable Done getDone() {
    return done().filter(said -> said.replay() == null || replay != null).orElse(null);
  }

  /** Returns in words what was done right before. */
  public String getDoneInWords() {
    Replay made = replay;
    if (made != null) {
      return Replayed.inWords(made, words);
    }
    return done().map(said -> words.text("message.done." + said.what(), said.count())).orElse("");
  }

  /** Returns headers and sender; null when the data was erased. */
  public @Nullable Envelope getEnvelope() {
    return detail().envelope();
  }

  /** Returns who had the simulator make it up; nothing where it did not. */
  public String getSimulatedBy() {
    Envelope envelope = detail().envelope();
    return envelope == null
        ? ""
        : String.join(", ", envelope.headers().getOrDefault(Envelope.SIMULATED, List.of()));
  }

  /** Returns the headers. */
  public List<HeaderView> getHeaders() {
    Envelope envelope = detail().envelope();
    return envelope == null ? List.of() : HeaderView.of(envelope.headers());
  }

  /** Tells whether there are values that are masked unless asked for. */
  public boolean isPersonal() {
    return getUpdates().stream().anyMatch(UpdateView::isPersonal);
  }

  /** Tells whether personal values are shown as they are. */
  public boolean isRevealed() {
    return revealed;
  }

  /** Tells whether the body is shown as it was received. */
  public boolean isBodyAsReceived() {
    BodyView shown = body;
    return asReceived || (shown != null && shown.pretty() == null);
  }

  /** Returns the body, where it was asked for; else null. */
  public @Nullable BodyView getBody() {
    return body;
  }
}
