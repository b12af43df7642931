package io.checkpost.ingest.dispatch;

import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import java.util.Set;

/** A provider whose messages are made by the tests themselves. */
final class RecordedProvider implements WebhookProvider {

  record Event(Update update, Circumstances circumstances) implements VerificationEvent {}

  @Override
  public String name() {
    return "credas";
  }

  @Override
  public String displayName() {
    return "Recorded";
  }

  @Override
  public Set<CheckType> checkTypes() {
    return Set.of();
  }

  @Override
  public Interpretation interpret(WebhookRequest request) {
    return new Interpretation.NotJson("");
  }

  @Override
  public VerificationEvent event(Update update, Circumstances circumstances) {
    return new Event(update, circumstances);
  }
}
