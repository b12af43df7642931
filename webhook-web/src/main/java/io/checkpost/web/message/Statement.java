package io.checkpost.web.message;

import io.checkpost.api.ResultCode;
import io.checkpost.api.w2.Reason;
import io.checkpost.ingest.check.Change;
import io.checkpost.ingest.check.CheckTrail;
import io.checkpost.web.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one result says, in words.
 *
 * @param said the result
 * @param provider the provider's name
 * @param trail what was reported about the check before and after; null where that was not looked
 *     for
 * @param words what speaks the page's language
 */
public record Statement(UpdateView said, String provider, @Nullable CheckTrail trail, Words words) {

  /** How many results are named as what an outcome rests on. */
  private static final int MOST_GROUNDS = 3;

  /** Returns in sentences what was checked, with what outcome, why, and whether more will come. */
  public String sentence() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        words.text(
            "message.sentence.says",
            words.says(provider, said.update().checkType(), said.update().outcome())));
    grounds().ifPresent(sentences::add);
    Reason reason = said.reason();
    if (reason != null) {
      sentences.add(words.text("message.sentence.reason", words.reason(provider, reason)));
    }
    String finality = said.finalityKey();
    sentences.add(
        words.text(
            finality == null ? "message.sentence.finality-unknown" : finality + ".sentence"));
    return String.join(" ", sentences);
  }

  /** What says the same as the whole: a check passed because of all, and failed because of one. */
  private Optional<String> grounds() {
    List<String> grounds =
        said.update().results().stream()
            .filter(result -> result.outcome() == said.update().outcome())
            .map(this::ground)
            .distinct()
            .toList();
    if (grounds.isEmpty()) {
      return Optional.empty();
    }
    String named = String.join(", ", grounds.subList(0, Math.min(MOST_GROUNDS, grounds.size())));
    int more = grounds.size() - MOST_GROUNDS;
    return Optional.of(
        more > 0
            ? words.text("message.sentence.rests-on.more", named, more)
            : words.text("message.sentence.rests-on", named));
  }

  private String ground(ResultCode result) {
    String name = words.result(provider, result.name());
    String said = result.label() == null ? result.code() : result.label();
    return said == null ? name : words.text("message.sentence.ground", name, said);
  }

  /** Returns in a sentence since when that has been so; null where that was not looked for. */
  public @Nullable String standing() {
    CheckTrail told = trail;
    if (told == null) {
      return null;
    }
    Change next = told.next();
    return next == null
        ? words.text("message.sentence.since", words.moment(told.since()))
        : words.text(
            "message.sentence.until",
            words.moment(told.since()),
            words.moment(next.receivedAt()),
            words.outcome(next.to()));
  }

  /** Returns the message that changed the check to something else; null while none has. */
  public @Nullable Change changedBy() {
    return trail == null ? null : trail.next();
  }
}
