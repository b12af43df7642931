package io.checkpost.ingest.provider.w2;

import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.Mask;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.api.spi.QuarantineReason;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.api.w2.DvfcAlert;
import io.checkpost.ingest.provider.Ids;
import io.checkpost.ingest.provider.Json;
import io.checkpost.ingest.provider.JsonReader;
import io.checkpost.ingest.provider.JsonReader.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** W2, now part of FullCircl. */
@ApplicationScoped
class W2Provider implements WebhookProvider {

  @Override
  public String name() {
    return "w2";
  }

  @Override
  public String displayName() {
    return "W2";
  }

  @Override
  public Set<CheckType> checkTypes() {
    return Set.of(CheckType.IDENTIFICATION);
  }

  @Override
  public Interpretation interpret(WebhookRequest request) {
    Reading reading = JsonReader.read(request.body());
    if (reading instanceof Reading.Read read) {
      return interpret(read, request);
    }
    if (reading instanceof Reading.NotJson notJson) {
      return new Interpretation.NotJson(notJson.detail());
    }
    return new Interpretation.Quarantined(
        QuarantineReason.TOO_COMPLEX, "accepted: " + JsonReader.limits());
  }

  private static Interpretation interpret(Reading.Read read, WebhookRequest request) {
    Session session = new Session();
    try {
      return understood(read, request, session);
    } catch (NotUnderstoodException e) {
      return e.interpretation(session.id().orElse(null));
    }
  }

  private static Interpretation understood(
      Reading.Read read, WebhookRequest request, Session session) throws NotUnderstoodException {
    Json.Obj body = read.object();
    if (body.has(DvfcAlertReader.PROCESS)) {
      return new DvfcAlertReader(session).read(read, body);
    }
    if (body.has(OnboardingReader.RESULT)) {
      return new OnboardingReader(session).read(read, body);
    }
    Topic topic =
        Topic.of(body, request)
            .orElseThrow(
                () ->
                    new NotUnderstoodException(
                        QuarantineReason.UNRECOGNISED_SHAPE,
                        "neither identificationprocess nor dvfcWebResult is there: not a DVFC"
                            + " alert"));
    throw new NotUnderstoodException(
        QuarantineReason.OTHER_WEBHOOK, "this is %s, not a DVFC alert".formatted(topic.title()));
  }

  @Override
  public VerificationEvent event(Update update, Circumstances circumstances) {
    return new DvfcAlert(update, circumstances);
  }

  @Override
  public String canonicalSubjectId(String given) {
    return Ids.canonical(given);
  }

  @Override
  public Optional<String> texts() {
    return Optional.of("io.checkpost.ingest.provider.w2.texts");
  }

  @Override
  public Mask mask(String field) {
    return Masks.of(field);
  }

  @Override
  public Optional<Simulator> simulator() {
    return Optional.of(new W2Simulator());
  }
}
