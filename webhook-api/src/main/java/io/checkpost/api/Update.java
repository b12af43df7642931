package io.checkpost.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One result inside a message, as the provider meant it.
 *
 * @param checkType the kind of check
 * @param subjectId the person, in the provider's words: a Credas {@code EntityId}, a W2 session
 * @param clientId the provider's name for the customer account (Credas {@code ClientId}); null
 *     where the provider gives none
 * @param objectId what was checked: a document, a right-to-rent check, an identification session
 * @param outcome what the leading code means
 * @param certainty how surely that is known
 * @param isFinal true or false where the provider says that no later result will come, or that one
 *     will; null where it does not say
 * @param decidedByPerson whether the leading code says that a person decided
 * @param results every code of the update, the leading one first
 * @param fields every other value, in the order received
 */
public record Update(
    CheckType checkType,
    String subjectId,
    @Nullable String clientId,
    String objectId,
    Outcome outcome,
    Certainty certainty,
    @Nullable Boolean isFinal,
    boolean decidedByPerson,
    List<ResultCode> results,
    List<ReportedField> fields) {

  /** Creates an update; the lists are copied. */
  public Update {
    results = List.copyOf(results);
    fields = List.copyOf(fields);
  }

  /** Returns the code of the given provider field, where the message had that field. */
  public Optional<ResultCode> result(String name) {
    return results.stream().filter(result -> result.name().equals(name)).findFirst();
  }

  /** Returns the field at the given normalised path, where the message had it. */
  public Optional<ReportedField> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
