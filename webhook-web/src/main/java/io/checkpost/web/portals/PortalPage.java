package io.checkpost.web.portals;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.activity.LastReceived;
import io.checkpost.ingest.activity.PortalActivity;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.portal.IntakePath;
import io.checkpost.ingest.portal.NamedPortal;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.PortalBranch;
import io.checkpost.ingest.portal.PortalFilter;
import io.checkpost.ingest.portal.PortalForest;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.RelayTargetStates;
import io.checkpost.ingest.relay.TargetState;
import io.checkpost.ingest.relay.TestLetters;
import io.checkpost.ingest.relay.TestReply;
import io.checkpost.ingest.relay.Undelivered;
import io.checkpost.ingest.relay.UndeliveredByPortal;
import io.checkpost.web.security.Access;
import io.checkpost.web.server.ServerAddress;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One portal: how it is, what it is set to, what can be done with it. What has made a secret, or a
 * test, is answered by the page itself; everything else leads back to it.
 */
@Named
@RequestScoped
public class PortalPage {

  private static final int CHILDREN = PortalForest.MOST_IN_PLACE;

  @Inject private FacesContext faces;
  @Inject private RequestedPortal requested;
  @Inject private Portals portals;
  @Inject private PortalForest forest;
  @Inject private PortalActivity activity;
  @Inject private LatestMessages latest;
  @Inject private RelayTargetStates targets;
  @Inject private UndeliveredByPortal undeliveredByPortal;
  @Inject private TestLetters testLetters;
  @Inject private Settings settings;
  @Inject private Clock clock;
  @Inject private Words words;
  @Inject private Access access;

  private @Nullable Portal portal;
  private boolean unavailable;
  private @Nullable View view;
  private @Nullable Once secret;
  private @Nullable Instant formerUntil;
  private @Nullable TestReply reply;
  private @Nullable String refusal;
  private @Nullable InvalidInput wrong;

  /** What the page shows beside the portal itself. */
  private record View(
      List<NamedPortal> above,
      List<PortalBranch> children,
      boolean moreChildren,
      Callback callback,
      @Nullable LastReceived last,
      List<MessageSummary> messages,
      TargetState target,
      Undelivered undelivered) {}

  /** Finds the portal before anything of the page is asked for, on a POST, too. */
  @PostConstruct
  void find() {
    requested.named("id").ifPresent(this::show);
  }

  private void show(Portal found) {
    try {
      view = view(found);
      portal = found;
    } catch (DatabaseUnavailable e) {
      unavailable = true;
    }
  }

  private View view(Portal found) {
    PortalId id = found.id();
    PortalId owner = found.relay().effectiveFrom();
    var children = forest.list(new PortalFilter(null, null, id, false), CHILDREN, null);
    return new View(
        forest.above(List.of(id)).getOrDefault(id, List.of()),
        children.items(),
        children.next() != null,
        Callback.of(found, portals.names(Optional.ofNullable(owner).stream().toList())),
        activity.of(List.of(id)).get(id),
        latest.of(id),
        Optional.ofNullable(owner)
            .flatMap(targets::find)
            .map(RelayTargetState::state)
            .orElse(TargetState.CLOSED),
        undeliveredByPortal.of(List.of(id)).getOrDefault(id, Undelivered.NONE));
  }

  /** Answers with an error when there is no portal to show. */
  public void check() throws IOException {
    if (unavailable) {
      requested.endUnavailable();
    } else if (portal == null) {
      requested.end();
    }
  }

  @FunctionalInterface
  private interface Deed {
    void done(PortalId id) throws IOException;
  }

  private void tryTo(Deed deed) throws IOException {
    try {
      deed.done(getPortal().id());
    } catch (InvalidInput e) {
      wrong = e;
      faces.getExternalContext().setResponseStatus(HttpServletResponse.SC_BAD_REQUEST);
    } catch (Conflict e) {
      refuse(words.refusal(e));
    } catch (OptimisticLockException e) {
      refuse(words.text("portal.conflict.meanwhile"));
    } catch (DatabaseUnavailable e) {
      requested.endUnavailable();
    }
  }

  private void refuse(@Nullable String why) {
    refusal = why;
    faces.getExternalContext().setResponseStatus(HttpServletResponse.SC_CONFLICT);
  }

  /** Gives the portal a new intake URL and shows it, this once. */
  public void rotateToken() throws IOException {
    tryTo(id -> portals.rotateToken(id).ifPresent(this::showIntake));
  }

  private void showIntake(IntakePath intake) {
    String url = intake.url();
    Portal.Header header = getPortal().header();
    secret =
        Once.intake(
            url == null ? ServerAddress.of(faces.getExternalContext()) + intake.path() : url,
            header == null ? null : header.name(),
            null);
    formerUntil = clock.instant().plus(settings.tokenGrace());
  }

  /** Gives the portal a new signing secret and shows it, this once. */
  public void rotateSigningSecret() throws IOException {
    tryTo(id -> portals.rotateSigningSecret(id).ifPresent(this::showSigningSecret));
  }

  private void showSigningSecret(String made) {
    secret = Once.signing(made, getCallback());
    formerUntil = clock.instant().plus(settings.secretGrace());
  }

  /** Demands another header value of senders. */
  public void rotateHeader() throws IOException {
    String name = Optional.ofNullable(requested.parameter("headerName")).orElse("").strip();
    String value = Optional.ofNullable(requested.parameter("headerValue")).orElse("").strip();
    tryTo(
        id -> {
          portals.rotateHeader(id, name.isEmpty() ? null : name, value);
          requested.goTo(id);
        });
  }

  /** Holds observers and relay. */
  public void pause() throws IOException {
    setPaused(true);
  }

  /** Lets observers and relay go on. */
  public void resume() throws IOException {
    setPaused(false);
  }

  private void setPaused(boolean paused) throws IOException {
    tryTo(
        id -> {
          portals.patch(id, before -> before.withPaused(paused));
          requested.goTo(id);
        });
  }

  /** Archives the portal. */
  public void archive() throws IOException {
    tryTo(
        id -> {
          portals.archive(id);
          requested.goTo(id);
        });
  }

  /** Sends a test to where messages are passed on to, and shows what comes of it. */
  public void test() throws IOException {
    tryTo(id -> reply = testLetters.send(id).orElse(null));
  }

  /** Has the callback URL asked again as usual. */
  public void enableTarget() throws IOException {
    tryTo(
        id -> {
          PortalId owner = getPortal().relay().effectiveFrom();
          if (owner != null) {
            targets.enable(owner);
          }
          requested.goTo(id);
        });
  }

  private View view() {
    return Objects.requireNonNull(view, "the page asks isFound first");
  }

  /** Tells whether there is such a portal. */
  public boolean isFound() {
    return portal != null;
  }

  /** Returns the portal. */
  public Portal getPortal() {
    return Objects.requireNonNull(portal, "the page asks isFound first");
  }

  /** Tells whether it is not archived. */
  public boolean isInUse() {
    return getPortal().archivedAt() == null;
  }

  /** Tells whether the user can do anything with it. */
  public boolean isChangeable() {
    return isInUse() && access.isAdministrator();
  }

  /** Returns who is above it, the top first. */
  public List<NamedPortal> getAbove() {
    return view().above;
  }

  /** Returns the portals right below it, as many as are shown. */
  public List<PortalBranch> getChildren() {
    return view().children;
  }

  /** Tells whether there are more portals right below it. */
  public boolean isMoreChildren() {
    return view().moreChildren;
  }

  /** Returns where its messages are passed on to. */
  public Callback getCallback() {
    return view().callback;
  }

  /** Returns what is known of its last message; null where none ever came. */
  public @Nullable LastReceived getLast() {
    return view().last;
  }

  /** Returns its newest messages. */
  public List<MessageSummary> getMessages() {
    return view().messages;
  }

  /** Tells whether its first message is waited for. */
  public boolean isWaiting() {
    return view().messages.isEmpty() && isInUse();
  }

  /** Returns how the callback URL is treated, as a code. */
  public String getTarget() {
    return view().target.code();
  }

  /** Returns what of its messages has not reached its receiver. */
  public Undelivered getUndelivered() {
    return view().undelivered;
  }

  /** Returns the chosen code lists with their kinds of check in words. */
  public List<CodeListChoice> getCodeLists() {
    Portal shown = getPortal();
    return shown.codeLists().entrySet().stream()
        .map(
            chosen ->
                new CodeListChoice(
                    chosen.getKey().code(),
                    words.checkType(shown.provider(), chosen.getKey()),
                    List.of(chosen.getValue())))
        .sorted(Comparator.comparing(CodeListChoice::type))
        .toList();
  }

  /** Returns the kinds of check whose messages alone are passed on, in words; empty for all. */
  public List<String> getRelayedCheckTypes() {
    Portal shown = getPortal();
    return shown.relay().filter().checkTypes().stream()
        .map(code -> words.checkType(shown.provider(), new CheckType(code)))
        .toList();
  }

  /** Returns the outcomes whose messages alone are passed on, in words; empty for all. */
  public List<String> getRelayedOutcomes() {
    return getPortal().relay().filter().outcomes().stream()
        .map(code -> words.outcome(Outcome.of(code)))
        .toList();
  }

  /** Returns the secret that was just made; null where none was. */
  public @Nullable Once getSecret() {
    return secret;
  }

  /** Returns until when what it replaces works as well. */
  public @Nullable Instant getFormerUntil() {
    return formerUntil;
  }

  /** Returns how long a former intake URL works on. */
  public String getTokenGrace() {
    return inWords(settings.tokenGrace());
  }

  /** Returns how long a former signing secret signs as well. */
  public String getSecretGrace() {
    return inWords(settings.secretGrace());
  }

  /** Returns how long a former header value is taken as well. */
  public String getHeaderGrace() {
    return inWords(settings.headerGrace());
  }

  private String inWords(Duration duration) {
    if (duration.toHours() >= 48 && duration.toHours() % 24 == 0) {
      return words.text("portal.duration.days", duration.toDays());
    }
    if (duration.toMinutes() >= 60 && duration.toMinutes() % 60 == 0) {
      return words.text("portal.duration.hours", duration.toHours());
    }
    return duration.toSeconds() >= 60
        ? words.text("portal.duration.minutes", duration.toMinutes())
        : words.text("portal.duration.seconds", duration.toSeconds());
  }

  /** Returns what came of the test; null where there was none. */
  public @Nullable TestReply getReply() {
    return reply;
  }

  /** Returns why nothing was done; null when that is not so. */
  public @Nullable String getRefusal() {
    return refusal;
  }

  /** Returns what the header's field did not accept; null when that is not so. */
  public @Nullable String getWrongHeader() {
    return wrong == null ? null : words.accepted(wrong.accepted());
  }

  /** Tells whether the given field of the header is wrong: {@code name} or {@code value}. */
  public boolean isWrong(String field) {
    return wrong != null && wrong.field().endsWith(field);
  }

  /** Returns what was typed as the header's name. */
  public String getTypedHeaderName() {
    return Optional.ofNullable(requested.parameter("headerName"))
        .or(() -> Optional.ofNullable(getPortal().header()).map(Portal.Header::name))
        .orElse("");
  }

  /** Returns what was typed as the header's value, where it has to be typed again. */
  public String getTypedHeaderValue() {
    return Optional.ofNullable(wrong).map(w -> requested.parameter("headerValue")).orElse("");
  }
}
