package com.example.examplecheck;

import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.JsonPart;
import io.checkpost.api.spi.Mask;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** ExampleCheck, who screens people against watchlists and the press, and does not exist. */
@ApplicationScoped
public class ExampleCheckProvider implements WebhookProvider {

  static final CheckType WATCHLIST = new CheckType("watchlist");
  static final CheckType ADVERSE_MEDIA = new CheckType("adverse_media");

  static final Set<CheckType> CHECK_TYPES =
      Collections.unmodifiableSet(new LinkedHashSet<>(List.of(WATCHLIST, ADVERSE_MEDIA)));

  @Override
  public String name() {
    return "examplecheck";
  }

  @Override
  public String displayName() {
    return "ExampleCheck";
  }

  @Override
  public Set<CheckType> checkTypes() {
    return CHECK_TYPES;
  }

  @Override
  public Interpretation interpret(WebhookRequest request) {
    try {
      return new ScreeningReader(JsonPart.of(request.body())).read();
    } catch (NotUnderstoodException e) {
      return e.interpretation(null);
    }
  }

  @Override
  public VerificationEvent event(Update update, Circumstances circumstances) {
    return new ScreeningUpdate(update, circumstances);
  }

  /** ExampleCheck writes its ids in capitals and does not mind how others do. */
  @Override
  public String canonicalSubjectId(String given) {
    return given.strip().toUpperCase(Locale.ROOT);
  }

  @Override
  public Optional<String> texts() {
    return Optional.of("com.example.examplecheck.texts");
  }

  @Override
  public Optional<Simulator> simulator() {
    return Optional.of(new ExampleCheckSimulator());
  }

  @Override
  public Mask mask(String field) {
    return switch (field) {
      case "screening.list", "screening.decidedby" -> Mask.NONE;
      case "applicant.name" -> Mask.INITIAL;
      case "applicant.dateofbirth" -> Mask.YEAR;
      default -> Mask.FULL;
    };
  }
}
