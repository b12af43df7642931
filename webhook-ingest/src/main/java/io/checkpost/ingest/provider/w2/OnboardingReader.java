package io.checkpost.ingest.provider.w2;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.ingest.provider.Fields;
import io.checkpost.ingest.provider.Json;
import io.checkpost.ingest.provider.JsonReader.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the result of an onboarding, which the newer edition of the DVFC page shows in place of the
 * alert. It names the statuses without saying what they mean, so the outcome stays unconfirmed.
 *
 * @param session takes the session's id
 */
record OnboardingReader(Session session) {

  static final String RESULT = "dvfcwebresult";

  private static final String SESSION = "dvfcWebResult.notification.eventData.businessUid";
  private static final String CAPTURED_DOCUMENTS = "listcaptureddocs";
  private static final int MAX_TEXT_LENGTH = 4 * 1024;

  Interpretation read(Reading.Read read, Json.Obj body) throws NotUnderstoodException {
    read.requireUnambiguous("");
    if (!(body.get(RESULT) instanceof Json.Obj result)) {
      throw NotUnderstoodException.malformed(
          "dvfcWebResult", Json.kindOf(body.get(RESULT)), "an object");
    }
    Optional<Json.Obj> eventData =
        result.object("notification").flatMap(notification -> notification.object("eventdata"));
    Optional<Json.Obj> onboarding = result.object("onboardingresults");
    String sessionId = sessionId(eventData, onboarding);

    Fields fields = new Fields();
    fields.addUndocumented("", (Json.Obj) withoutPictures(body), Set.of());
    Update update =
        new Update(
            CheckType.IDENTIFICATION,
            sessionId,
            null,
            sessionId,
            Outcome.UNCONFIRMED,
            Certainty.UNKNOWN,
            null,
            false,
            List.of(status(eventData, onboarding)),
            fields.list());
    return new Interpretation.Understood(sessionId, null, false, List.of(update));
  }

  /** The session is said twice. */
  private String sessionId(Optional<Json.Obj> eventData, Optional<Json.Obj> onboarding)
      throws NotUnderstoodException {
    Json fromNotification = eventData.map(data -> data.get("businessuid")).orElse(null);
    Json fromResult =
        onboarding
            .flatMap(results -> results.object("result"))
            .map(result -> result.get("businessid"))
            .orElse(null);
    if (fromNotification != null && fromResult != null && !fromNotification.equals(fromResult)) {
      throw NotUnderstoodException.ambiguous(SESSION + ", or businessId in the result,");
    }
    return session.take(SESSION, fromNotification == null ? fromResult : fromNotification);
  }

  private static ResultCode status(Optional<Json.Obj> eventData, Optional<Json.Obj> onboarding) {
    Json status =
        eventData
            .map(data -> data.get("onboardingstatus"))
            .or(() -> onboarding.map(results -> results.get("status")))
            .orElse(null);
    return new ResultCode(
        "onboardingStatus", code(status), null, Outcome.UNCONFIRMED, Certainty.UNKNOWN);
  }

  private static @Nullable String code(@Nullable Json status) {
    return status == null ? null : Fields.text(status);
  }

  /** Pictures of documents stay in the stored body only; a note tells how many and how large. */
  private static Json withoutPictures(Json value) {
    if (value instanceof Json.Obj object) {
      Map<String, Json> members = new LinkedHashMap<>();
      object
          .members()
          .forEach(
              (name, member) ->
                  members.put(
                      name,
                      name.equals(CAPTURED_DOCUMENTS)
                          ? picturesNote(member)
                          : withoutPictures(member)));
      return new Json.Obj(members);
    }
    if (value instanceof Json.Arr array) {
      return new Json.Arr(array.items().stream().map(OnboardingReader::withoutPictures).toList());
    }
    return value instanceof Json.Text text && text.raw().length() > MAX_TEXT_LENGTH
        ? new Json.Text(Fields.note(text.text()))
        : value;
  }

  private static Json picturesNote(Json pictures) {
    int count = pictures instanceof Json.Arr array ? array.items().size() : 1;
    return new Json.Text("%d left out %s".formatted(count, Fields.note(pictures.text())));
  }
}
