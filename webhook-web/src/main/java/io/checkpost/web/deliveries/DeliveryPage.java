package io.checkpost.web.deliveries;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryAttempt;
import io.checkpost.ingest.relay.DeliveryDetail;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.RelayTargetStates;
import io.checkpost.web.list.Posted;
import io.checkpost.web.message.BodyView;
import io.checkpost.web.message.DeliveryStep;
import io.checkpost.web.message.Disclosures;
import io.checkpost.web.text.Age;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One delivery with its attempts. What a target answered may quote the person, and is shown only in
 * the answer to a POST that asks for it.
 */
@Named
@RequestScoped
public class DeliveryPage {

  @Inject private FacesContext faces;
  @Inject private Deliveries deliveries;
  @Inject private DeliveryActions actions;
  @Inject private RelayTargetStates targets;
  @Inject private Portals portals;
  @Inject private Disclosures disclosures;
  @Inject private Clock clock;
  @Inject private Words words;

  private @Nullable DeliveryDetail detail;
  private int failure = HttpServletResponse.SC_NOT_FOUND;
  private @Nullable Portal portal;
  private @Nullable Portal target;
  private @Nullable RelayTargetState treated;
  private int answered;
  private @Nullable BodyView answer;

  /** Finds the delivery before anything of the page is asked for. */
  @PostConstruct
  void find() {
    try {
      id().flatMap(deliveries::find).ifPresent(this::show);
    } catch (DatabaseUnavailable e) {
      failure = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
  }

  private Optional<UUID> id() {
    try {
      return Optional.ofNullable(parameter("id")).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private @Nullable String parameter(String name) {
    return external().getRequestParameterMap().get(name);
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  private void show(DeliveryDetail found) {
    Delivery delivery = found.delivery();
    detail = found;
    portal = portals.find(delivery.portalId()).orElse(null);
    target = portals.find(delivery.targetId()).orElse(null);
    treated = targets.find(delivery.targetId()).orElse(null);
  }

  /** Does what is posted; answers with an error when there is no delivery to show. */
  public void load() throws IOException {
    if (detail == null) {
      end(failure);
      return;
    }
    try {
      if (Posted.isIt(external())) {
        act();
      }
    } catch (DatabaseUnavailable e) {
      end(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private void end(int status) throws IOException {
    external().responseSendError(status, null);
    faces.responseComplete();
  }

  private void act() {
    UUID id = getDelivery().id();
    if (parameter("send") != null) {
      leaveWith(actions.send(id));
    } else if (parameter("close") != null) {
      leaveWith(actions.close(id, external().getRemoteUser()));
    } else {
      showAnswer(id, parameter("answer"));
    }
  }

  private void leaveWith(Done done) {
    Posted.answerWith(external(), done.at(getHere()));
  }

  private void showAnswer(UUID id, @Nullable String number) {
    for (DeliveryAttempt attempt : detail().attempts()) {
      if (String.valueOf(attempt.number()).equals(number)) {
        answered = attempt.number();
        answer = deliveries.response(id, answered).map(BodyView::of).orElse(null);
        if (answer != null) {
          disclosures.recordAnswer(external().getRemoteUser(), id, answered);
        }
      }
    }
  }

  private DeliveryDetail detail() {
    return Objects.requireNonNull(detail, "the page asks isFound first");
  }

  /** Tells whether there is such a delivery. */
  public boolean isFound() {
    return detail != null;
  }

  /** Returns what lists show, too. */
  public Delivery getDelivery() {
    return detail().delivery();
  }

  /** Returns it as a row of the list. */
  public DeliveryRow getRow() {
    Delivery delivery = getDelivery();
    return new DeliveryRow(
        delivery,
        name(portal),
        delivery.targetId().equals(delivery.portalId()) ? null : name(target),
        Age.of(delivery.createdAt(), clock.instant(), words),
        NextTry.of(delivery, treated, clock.instant()));
  }

  private static String name(@Nullable Portal of) {
    return of == null ? "" : of.name();
  }

  /** Returns the name of the portal whose URL it goes to. */
  public String getTarget() {
    return name(target);
  }

  /** Returns host and path of that URL; null where it has none any more. */
  public @Nullable String getAddress() {
    Portal owner = target;
    return owner == null ? null : TargetAddress.of(owner.relay().url());
  }

  /** Returns the key of why it waits, whatever is due; null where it does not. */
  public @Nullable String getRest() {
    if (getDelivery().state() != DeliveryState.PENDING) {
      return null;
    }
    Portal receiving = portal;
    RelayTargetState owner = treated;
    if (receiving != null && receiving.paused()) {
      return "delivery.portal-paused";
    }
    return owner == null ? null : DeliveryStep.rest(owner);
  }

  /** Returns the attempts, the last one first. */
  public List<AttemptView> getAttempts() {
    List<AttemptView> attempts = new ArrayList<>();
    for (DeliveryAttempt attempt : detail().attempts()) {
      attempts.add(new AttemptView(attempt, attempt.number() == answered ? answer : null));
    }
    Collections.reverse(attempts);
    return attempts;
  }

  /** Returns the address of the page, to which its forms are posted. */
  public String getHere() {
    return "/delivery?id=" + getDelivery().id();
  }

  /** Tells whether nobody will send it again unless a person says so. */
  public boolean isDead() {
    return getDelivery().state() == DeliveryState.DEAD;
  }

  /** Returns what was done right before; null where nothing was. */
  public @Nullable Done getDone() {
    return Done.of(external().getRequestParameterMap()).orElse(null);
  }
}
