package io.checkpost.ingest.provider.credas;

import static java.util.stream.Collectors.joining;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.ResultCode;
import io.checkpost.api.credas.CodeList;
import io.checkpost.api.credas.PublishedCode;
import io.checkpost.api.credas.UpdateType;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.provider.Fields;
import io.checkpost.ingest.provider.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the codes of one check type by the list that holds for it. Where several published lists
 * may hold and nobody chose, only what they agree on is read.
 *
 * @param rule by which lists, and whether they are anything but candidates
 */
record CodeReader(Rule rule) {

  /**
   * How the codes of a check type are read.
   *
   * @param lists the lists that may hold
   * @param agreementCounts whether a meaning on which all of them agree is taken for known
   */
  private record Rule(List<CodeList> lists, boolean agreementCounts) {}

  /**
   * What a code says.
   *
   * @param result the code with its meaning
   * @param waits whether the code says that more will come; never read from silence
   * @param decidedByPerson whether the code says that a person decided
   */
  record ReadCode(ResultCode result, boolean waits, boolean decidedByPerson) {

    /** The code that would decide is not there, and others are: no list says what that means. */
    ReadCode missingAmongOthers() {
      return new ReadCode(
          new ResultCode(result.name(), null, null, Outcome.UNCONFIRMED, Certainty.UNKNOWN),
          false,
          false);
    }

    /** No page of Credas calls a result final, for a person can still override it. */
    @Nullable Boolean isFinal() {
      return waits ? Boolean.FALSE : null;
    }
  }

  private static final Rule VERIFICATION_RESULT =
      new Rule(List.of(CodeList.VERIFICATION_RESULT), true);

  /** Two published lists claim the same object. */
  private static final Rule RIGHT_TO_X =
      new Rule(List.of(CodeList.VERIFICATION_RESULT, CodeList.ACTIVE_CHECKS), true);

  /** No page ties a list to these: agreement among guesses is a guess. */
  private static final Rule OPEN =
      new Rule(
          List.of(CodeList.VERIFICATION_RESULT, CodeList.ACTIVE_CHECKS, CodeList.CHECK_RESULT),
          false);

  /** The message does not say which datacheck it is about, and each has a list of its own. */
  private static final Rule DATACHECK =
      new Rule(
          List.of(
              CodeList.SCREENING,
              CodeList.ADDRESS,
              CodeList.CHECK_RESULT,
              CodeList.VERIFICATION_RESULT),
          false);

  private static final Map<UpdateType, Rule> RULES =
      new EnumMap<>(
          Map.of(
              UpdateType.NAME_CHECK, VERIFICATION_RESULT,
              UpdateType.SHARE_CODE, OPEN,
              UpdateType.LIVENESS, VERIFICATION_RESULT,
              UpdateType.ID_DOCUMENT, VERIFICATION_RESULT,
              UpdateType.SUPPORTING_DOCUMENT, OPEN,
              UpdateType.DATACHECK, DATACHECK,
              UpdateType.RIGHT_TO_RENT, RIGHT_TO_X,
              UpdateType.RIGHT_TO_WORK, RIGHT_TO_X,
              UpdateType.SAFE_HARBOUR, VERIFICATION_RESULT));

  /** Returns the reader for a check type at the portal that received the message. */
  static CodeReader of(UpdateType type, WebhookRequest request) {
    Rule rule = rule(type);
    return new CodeReader(
        request
            .codeList(type.checkType())
            .flatMap(CodeList::of)
            .filter(rule.lists()::contains)
            .map(chosen -> new Rule(List.of(chosen), true))
            .orElse(rule));
  }

  /** Returns the lists among which a portal may choose, for the types that leave a choice. */
  static Map<CheckType, Set<String>> choices() {
    Map<CheckType, Set<String>> choices = new LinkedHashMap<>();
    for (UpdateType type : UpdateType.values()) {
      Set<String> ids = new LinkedHashSet<>();
      rule(type).lists().forEach(list -> ids.add(list.id()));
      if (ids.size() > 1) {
        choices.put(type.checkType(), Collections.unmodifiableSet(ids));
      }
    }
    return Collections.unmodifiableMap(choices);
  }

  /** Returns the lists that may hold for a type. */
  static List<CodeList> lists(UpdateType type) {
    return rule(type).lists();
  }

  private static Rule rule(UpdateType type) {
    return RULES.getOrDefault(type, OPEN);
  }

  /**
   * Reads a code.
   *
   * @param name the field, in the spelling of Credas's page
   * @param value what it holds; null where it is missing or null
   */
  ReadCode read(String name, @Nullable Json value) {
    if (!(value instanceof Json.Scalar scalar) || scalar.integer().isEmpty()) {
      return unrecognised(name, value == null ? null : Fields.text(value));
    }
    long number = scalar.integer().get();
    List<Optional<PublishedCode>> readings =
        rule.lists().stream().map(list -> list.code(number)).toList();
    List<PublishedCode> published = readings.stream().flatMap(Optional::stream).toList();
    if (published.isEmpty()) {
      return unrecognised(name, Long.toString(number));
    }
    boolean inAll = published.size() == readings.size();
    Outcome outcome = inAll && rule.agreementCounts() ? agreed(published) : Outcome.UNCONFIRMED;
    return new ReadCode(
        new ResultCode(
            name,
            Long.toString(number),
            rule.agreementCounts() ? label(readings) : null,
            outcome,
            outcome == Outcome.UNCONFIRMED ? Certainty.UNKNOWN : Certainty.PROBABLE),
        rule.agreementCounts() && inAll && published.stream().allMatch(PublishedCode::waits),
        published.size() == 1 && inAll && published.get(0).decidedByPerson());
  }

  private static ReadCode unrecognised(String name, @Nullable String code) {
    return new ReadCode(
        new ResultCode(name, code, null, Outcome.UNRECOGNISED, Certainty.UNKNOWN), false, false);
  }

  private static Outcome agreed(List<PublishedCode> published) {
    Set<Outcome> outcomes = Set.copyOf(published.stream().map(PublishedCode::outcome).toList());
    return outcomes.size() == 1 ? outcomes.iterator().next() : Outcome.UNCONFIRMED;
  }

  /** Names what each list calls the code, so that a person sees what stands against what. */
  private static String label(List<Optional<PublishedCode>> readings) {
    return readings.stream()
        .map(code -> code.map(PublishedCode::label).orElse("not listed"))
        .distinct()
        .collect(joining(" / "));
  }
}
