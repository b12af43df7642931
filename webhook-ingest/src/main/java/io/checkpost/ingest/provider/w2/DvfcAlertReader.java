package io.checkpost.ingest.provider.w2;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.ReportedField;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.api.w2.IdentificationResult;
import io.checkpost.api.w2.Reason;
import io.checkpost.ingest.provider.Fields;
import io.checkpost.ingest.provider.Json;
import io.checkpost.ingest.provider.JsonReader.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a DVFC alert. The outcome comes from {@code result} alone; every other value is a field.
 *
 * @param session takes the session's id
 */
record DvfcAlertReader(Session session) {

  static final String PROCESS = "identificationprocess";

  private static final Set<String> READ_APART = Set.of("result", "sessionid");
  private static final String CLIENT_REFERENCE = "customdata.custom1";
  private static final String SESSION = PROCESS + ".sessionId";
  private static final String RESULT = "result";

  Interpretation read(Reading.Read read, Json.Obj body) throws NotUnderstoodException {
    if (!(body.get(PROCESS) instanceof Json.Obj process)) {
      throw NotUnderstoodException.malformed(PROCESS, Json.kindOf(body.get(PROCESS)), "an object");
    }
    boolean sessionIsCertain =
        read.ambiguous().stream().noneMatch(Set.of(PROCESS, PROCESS + ".sessionid")::contains);
    if (sessionIsCertain) {
      session.take(SESSION, process.get("sessionid"));
    }
    read.requireUnambiguous("");

    List<ReportedField> fields = fields(body, process);
    String sessionId = session.take(SESSION, process.get("sessionid"));
    Update update = update(sessionId, process.get(RESULT), fields);
    return new Interpretation.Understood(
        update.subjectId(), clientReference(update), TestRobot.marks(fields), List.of(update));
  }

  private static Update update(String sessionId, @Nullable Json value, List<ReportedField> fields) {
    Optional<IdentificationResult> known =
        value instanceof Json.Text text ? IdentificationResult.of(text.raw()) : Optional.empty();
    ResultCode code =
        known
            .map(DvfcAlertReader::documented)
            .orElseGet(() -> unrecognised(value == null ? null : Fields.text(value)));
    return new Update(
        CheckType.IDENTIFICATION,
        sessionId,
        null,
        sessionId,
        code.outcome(),
        code.certainty(),
        isFinal(known),
        false,
        List.of(code),
        fields);
  }

  private static @Nullable Boolean isFinal(Optional<IdentificationResult> known) {
    return known.isPresent() ? known.get().isFinal() : null;
  }

  private static ResultCode documented(IdentificationResult result) {
    return new ResultCode(
        RESULT, result.name(), result.description(), result.outcome(), result.certainty());
  }

  private static ResultCode unrecognised(@Nullable String raw) {
    return new ResultCode(RESULT, raw, null, Outcome.UNRECOGNISED, Certainty.UNKNOWN);
  }

  private static @Nullable String clientReference(Update update) {
    String reference = update.field(CLIENT_REFERENCE).map(DvfcAlertReader::value).orElse("");
    return reference.isBlank() ? null : reference;
  }

  private static @Nullable String value(ReportedField field) {
    return field.value();
  }

  private static List<ReportedField> fields(Json.Obj body, Json.Obj process)
      throws NotUnderstoodException {
    Fields fields = new Fields();
    for (Map.Entry<String, Json> member : process.members().entrySet()) {
      if (!READ_APART.contains(member.getKey())) {
        add(fields, PROCESS + "." + member.getKey(), member.getValue());
      }
    }
    for (Map.Entry<String, Json> section : body.members().entrySet()) {
      if (!section.getKey().equals(PROCESS) && !isEmptySection(section)) {
        add(fields, section.getKey(), section.getValue());
      }
    }
    return fields.list();
  }

  /** A section that W2 documents and that says nothing is as good as one left out. */
  private static boolean isEmptySection(Map.Entry<String, Json> section) {
    return FieldNames.isSection(section.getKey())
        && (section.getValue() instanceof Json.Null
            || (section.getValue() instanceof Json.Obj object && object.members().isEmpty()));
  }

  private static void add(Fields fields, String path, Json value) throws NotUnderstoodException {
    if (!(value instanceof Json.Obj object) || object.members().isEmpty()) {
      fields.add(
          new ReportedField(
              path, null, canonical(path, value), null, FieldNames.isDocumented(path)));
      return;
    }
    boolean changed = ChangedField.isIn(object);
    if (changed) {
      fields.add(ChangedField.of(path, object));
    }
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!changed || !ChangedField.MEMBERS.contains(member.getKey())) {
        add(fields, path + "." + member.getKey(), member.getValue());
      }
    }
  }

  /** Values with more than one spelling of one meaning get one. */
  private static @Nullable String canonical(String path, Json value) {
    String text = Fields.textOrNull(value);
    if (text == null) {
      return null;
    }
    return switch (path) {
      case PROCESS + ".reason" -> Reason.of(text).code();
      case PROCESS + ".identificationtime" -> Times.canonical(text);
      default -> text;
    };
  }
}
