package io.checkpost.web.person;

import io.checkpost.api.Outcome;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.web.text.Words;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says which of a provider's codes keep a check from being passed. */
@ApplicationSingleton
final class Explanation {

  private final Words words;

  @Inject
  Explanation(Words words) {
    this.words = words;
  }

  /** Returns in a sentence why a check is not passed; null where it is, or nobody can say. */
  @Nullable String of(String provider, @Nullable Update update) {
    if (update == null || update.outcome() == Outcome.PASSED) {
      return null;
    }
    String codes =
        culprits(update.results())
            .map(result -> inWords(provider, result))
            .collect(Collectors.joining(words.text("person.why.and")));
    return words.text(update.outcome().isOpen() ? "person.why.open" : "person.why.decided", codes);
  }

  /** Returns in words what the leading code of an update is. */
  @Nullable String leading(String provider, @Nullable Update update) {
    return update == null || update.results().isEmpty()
        ? null
        : inWords(provider, update.results().get(0));
  }

  /** What was not checked at all keeps nothing from being passed, unless it leads. */
  private static Stream<ResultCode> culprits(List<ResultCode> results) {
    return Stream.concat(
        results.stream().limit(1),
        results.stream()
            .skip(1)
            .filter(result -> result.outcome() != Outcome.PASSED)
            .filter(result -> result.outcome() != Outcome.NOT_PERFORMED));
  }

  private String inWords(String provider, ResultCode result) {
    String name = words.result(provider, result.name());
    if (result.code() == null) {
      return words.text("person.code.none", name);
    }
    return result.label() == null
        ? words.text("person.code.unlisted", name, result.code())
        : words.text("person.code", name, result.label(), result.code());
  }
}
