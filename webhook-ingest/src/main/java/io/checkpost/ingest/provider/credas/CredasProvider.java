package io.checkpost.ingest.provider.credas;

import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.credas.CredasUpdate;
import io.checkpost.api.credas.UpdateType;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.QuarantineReason;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.provider.Ids;
import io.checkpost.ingest.provider.JsonReader;
import io.checkpost.ingest.provider.JsonReader.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Credas. */
@ApplicationScoped
class CredasProvider implements WebhookProvider {

  private static final Set<CheckType> CHECK_TYPES = inTheOrderOfTheirNumbers();

  private static Set<CheckType> inTheOrderOfTheirNumbers() {
    Set<CheckType> checkTypes = new LinkedHashSet<>();
    for (UpdateType type : UpdateType.values()) {
      checkTypes.add(type.checkType());
    }
    return Collections.unmodifiableSet(checkTypes);
  }

  @Override
  public String name() {
    return "credas";
  }

  @Override
  public String displayName() {
    return "Credas";
  }

  @Override
  public Set<CheckType> checkTypes() {
    return CHECK_TYPES;
  }

  @Override
  public Map<CheckType, Set<String>> codeLists() {
    return CodeReader.choices();
  }

  @Override
  public Interpretation interpret(WebhookRequest request) {
    Reading reading = JsonReader.read(request.body());
    if (reading instanceof Reading.Read read) {
      return new StatusUpdate(read, request).interpret();
    }
    if (reading instanceof Reading.NotJson notJson) {
      return new Interpretation.NotJson(notJson.detail());
    }
    return new Interpretation.Quarantined(
        QuarantineReason.TOO_COMPLEX, "accepted: " + JsonReader.limits());
  }

  @Override
  public VerificationEvent event(Update update, Circumstances circumstances) {
    return CredasUpdate.of(update, circumstances);
  }

  @Override
  public String canonicalSubjectId(String given) {
    return Ids.canonical(given);
  }

  @Override
  public Optional<String> texts() {
    return Optional.of("io.checkpost.ingest.provider.credas.texts");
  }

  @Override
  public Optional<Simulator> simulator() {
    return Optional.of(new CredasSimulator());
  }
}
