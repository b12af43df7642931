package com.example.examplecheck;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ReportedField;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import java.util.Optional;

/**
 * What observers of ExampleCheck receive: {@code void screened(@Observes ScreeningUpdate update)}.
 *
 * @param update what ExampleCheck said
 * @param circumstances how it came to be observed
 */
public record ScreeningUpdate(Update update, Circumstances circumstances)
    implements VerificationEvent {

  /** Returns the name of the list that was searched, where it is given. */
  public Optional<String> list() {
    return update.field("screening.list").map(ReportedField::value);
  }
}
