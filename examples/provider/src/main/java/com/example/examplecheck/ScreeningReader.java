package com.example.examplecheck;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.ReportedField;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.JsonPart;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.api.spi.QuarantineReason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one body:
 *
 * <pre>
 * {"event": "screening.changed", "reference": "…",
 *  "applicant": {"id": "A-17", "name": "…", "dateOfBirth": "…"},
 *  "screening": {"id": "S-4711", "kind": "WATCHLIST", "decision": "POSSIBLE_HIT",
 *                "decidedBy": "SYSTEM", "list": "sanctions-uk"}}
 * </pre>
 *
 * @param body the body
 */
record ScreeningReader(JsonPart body) {

  private static final String EVENT = "screening.changed";

  private static final Map<String, CheckType> KINDS =
      Map.of(
          "WATCHLIST", ExampleCheckProvider.WATCHLIST,
          "ADVERSE_MEDIA", ExampleCheckProvider.ADVERSE_MEDIA);

  /** What became something better than a field. */
  private static final Set<String> READ_APART =
      Set.of("event", "applicant.id", "screening.id", "screening.kind", "screening.decision");

  private static final Set<String> DOCUMENTED =
      Set.of(
          "reference",
          "applicant.name",
          "applicant.dateofbirth",
          "screening.decidedby",
          "screening.list");

  Interpretation read() throws NotUnderstoodException {
    String event = body.text("event");
    if (!event.equals(EVENT)) {
      throw new NotUnderstoodException(
          QuarantineReason.OTHER_WEBHOOK, "event is not the one that is read here: " + EVENT);
    }
    JsonPart applicant = body.part("applicant");
    String subjectId = applicant.text("id").toUpperCase(Locale.ROOT);
    try {
      return understood(subjectId);
    } catch (NotUnderstoodException e) {
      // whose it is is certain, so that it goes when the person's data is erased
      return e.interpretation(subjectId);
    }
  }

  private Interpretation understood(String subjectId) throws NotUnderstoodException {
    JsonPart screening = body.part("screening");
    ResultCode decision = decision(screening.text("decision"));
    Update update =
        new Update(
            kind(screening),
            subjectId,
            null,
            screening.text("id"),
            decision.outcome(),
            decision.certainty(),
            Decision.of(screening.text("decision")).map(Decision::isFinal).orElse(null),
            screening.optionalText("decidedBy").filter("ANALYST"::equals).isPresent(),
            List.of(decision),
            fields());
    return new Interpretation.Understood(
        subjectId, body.optionalText("reference").orElse(null), false, List.of(update));
  }

  private static CheckType kind(JsonPart screening) throws NotUnderstoodException {
    String kind = screening.text("kind").toUpperCase(Locale.ROOT);
    if (kind.equals("COMPANY")) {
      throw new NotUnderstoodException("company", "screening.kind is COMPANY: not about a person");
    }
    return Optional.ofNullable(KINDS.get(kind))
        .orElseThrow(
            () ->
                new NotUnderstoodException(
                    QuarantineReason.UNRECOGNISED_TYPE,
                    "screening.kind is unknown; accepted: WATCHLIST, ADVERSE_MEDIA"));
  }

  /** A decision that the document does not have is kept as it came, and is never a pass. */
  private static ResultCode decision(String code) {
    return Decision.of(code)
        .map(
            known ->
                new ResultCode(
                    "decision", known.name(), known.label(), known.outcome(), Certainty.DOCUMENTED))
        .orElseGet(
            () -> new ResultCode("decision", code, null, Outcome.UNRECOGNISED, Certainty.UNKNOWN));
  }

  private List<ReportedField> fields() {
    return body.fields(DOCUMENTED).filter(field -> !READ_APART.contains(field.name())).toList();
  }
}
