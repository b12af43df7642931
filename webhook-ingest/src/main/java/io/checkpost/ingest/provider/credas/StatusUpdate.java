package io.checkpost.ingest.provider.credas;

import io.checkpost.api.Update;
import io.checkpost.api.credas.UpdateType;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.api.spi.QuarantineReason;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.provider.Fields;
import io.checkpost.ingest.provider.Json;
import io.checkpost.ingest.provider.JsonReader;
import io.checkpost.ingest.provider.JsonReader.Reading;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One body: the envelope of {@code UpdateType} and {@code Payload}, read from outside inwards. */
final class StatusUpdate {

  private static final Set<String> ENVELOPE = Set.of("updatetype", "payload");

  /** A string of JSON, or a string of a string of JSON: what senders that escape twice produce. */
  private static final int MAX_PAYLOAD_STRINGS = 2;

  private static final String PAYLOAD_KINDS =
      "an object, or a string of the JSON of one, or a string of such a string";

  private final Reading.Read body;
  private final WebhookRequest request;

  /** The person, as soon as that much is certain. */
  private @Nullable String subjectId;

  StatusUpdate(Reading.Read body, WebhookRequest request) {
    this.body = body;
    this.request = request;
  }

  Interpretation interpret() {
    try {
      List<Update> updates = updates();
      return new Interpretation.Understood(updates.get(0).subjectId(), null, false, updates);
    } catch (NotUnderstoodException e) {
      return e.interpretation(subjectId);
    }
  }

  private List<Update> updates() throws NotUnderstoodException {
    Json.Obj envelope = body.object();
    if (!envelope.has("updatetype")) {
      throw withoutUpdateType(envelope);
    }
    body.requireUnambiguous("");
    Json.Obj payload = payload(envelope);
    Subject subject = Subject.of(envelope, payload);
    subjectId = subject.entityId();
    UpdateType type = updateType(envelope.get("updatetype"));

    Fields envelopeFields = new Fields();
    envelopeFields.addUndocumented("", envelope, ENVELOPE);
    PayloadReader reader =
        new PayloadReader(
            Layout.of(type), CodeReader.of(type, request), subject, envelopeFields.list());
    List<Update> updates =
        type == UpdateType.SUPPORTING_DOCUMENT
            ? new ItemsReader(reader).read(payload)
            : List.of(reader.read(payload));
    Fields.requireBounded(updates.stream().map(Update::fields).toList());
    return updates;
  }

  /**
   * The type comes last: the person of an unknown type should be known, for the sake of erasure.
   */
  private static UpdateType updateType(@Nullable Json value) throws NotUnderstoodException {
    if (!(value instanceof Json.Scalar scalar) || scalar.integer().isEmpty()) {
      throw NotUnderstoodException.malformed(
          "UpdateType", Json.kindOf(value), "a whole number from 1 to 9");
    }
    long number = scalar.integer().get();
    return UpdateType.ofNumber(number)
        .orElseThrow(
            () ->
                new NotUnderstoodException(
                    QuarantineReason.UNRECOGNISED_TYPE,
                    "UpdateType is %d; documented: 1 to 9".formatted(number)));
  }

  private NotUnderstoodException withoutUpdateType(Json.Obj envelope) {
    if (OtherWebhook.of(envelope).isPresent()) {
      subjectId = Subject.entityIdIfCertain(envelope, body.ambiguous());
      return new NotUnderstoodException(
          QuarantineReason.OTHER_WEBHOOK,
          "this is %s, not a status update".formatted(OtherWebhook.of(envelope).get().title()));
    }
    return envelope.members().containsKey("payload") || envelope.members().containsKey("updatetype")
        ? NotUnderstoodException.missing("UpdateType")
        : new NotUnderstoodException(
            QuarantineReason.UNRECOGNISED_SHAPE,
            "neither UpdateType nor Payload is there: not a status update");
  }

  private static Json.Obj payload(Json.Obj envelope) throws NotUnderstoodException {
    Json value = envelope.get("payload");
    for (int strings = 0; value instanceof Json.Text text; strings++) {
      if (text.raw().isBlank()) {
        throw new NotUnderstoodException(QuarantineReason.MISSING_FIELD, "Payload is empty");
      }
      if (strings == MAX_PAYLOAD_STRINGS) {
        throw NotUnderstoodException.malformed("Payload", text.kind(), PAYLOAD_KINDS);
      }
      value = inner(text);
    }
    if (value == null) {
      throw NotUnderstoodException.missing("Payload");
    }
    if (value instanceof Json.Obj payload) {
      return payload;
    }
    throw NotUnderstoodException.malformed("Payload", value.kind(), PAYLOAD_KINDS);
  }

  private static Json inner(Json.Text text) throws NotUnderstoodException {
    Reading reading = JsonReader.read(text.raw());
    if (reading instanceof Reading.Read read) {
      read.requireUnambiguous("payload.");
      return read.value();
    }
    if (reading instanceof Reading.NotJson notJson) {
      throw new NotUnderstoodException(
          QuarantineReason.MALFORMED_FIELD,
          "Payload is a text that is no JSON (%s); accepted: %s"
              .formatted(notJson.detail(), PAYLOAD_KINDS));
    }
    throw new NotUnderstoodException(
        QuarantineReason.TOO_COMPLEX, "in Payload; accepted: " + JsonReader.limits());
  }
}
