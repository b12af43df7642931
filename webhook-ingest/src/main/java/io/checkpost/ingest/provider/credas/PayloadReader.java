package io.checkpost.ingest.provider.credas;

import io.checkpost.api.Certainty;
import io.checkpost.api.Outcome;
import io.checkpost.api.ReportedField;
import io.checkpost.api.Update;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.ingest.provider.Fields;
import io.checkpost.ingest.provider.Json;
import io.checkpost.ingest.provider.Names;
import io.checkpost.ingest.provider.credas.CodeReader.ReadCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payload, or one item of it, as an update.
 *
 * @param layout which fields it has
 * @param codes how its codes are read
 * @param subject whom it is about
 * @param envelopeFields fields from beside the payload, which belong to every update in it
 */
record PayloadReader(
    Layout layout, CodeReader codes, Subject subject, List<ReportedField> envelopeFields) {

  private static final Set<String> SUBJECT_IDS = Set.of("entityid", "clientid");

  Update read(Json.Obj payload) throws NotUnderstoodException {
    if (layout.codes().isEmpty()) {
      return new UndocumentedReader(this).read(payload);
    }
    Set<String> known = new HashSet<>(layout.known());
    known.addAll(SUBJECT_IDS);
    Fields fields = fields();
    fields.addUndocumented("payload.", payload, known);
    return update(objectId(payload), documentedCodes(payload), fields);
  }

  /** Reads an item of a payload that holds several; the fields around it belong to each. */
  Update readItem(Json.Obj item, List<ReportedField> around) throws NotUnderstoodException {
    Fields fields = fields();
    for (ReportedField field : around) {
      fields.add(field);
    }
    fields.addUndocumented("payload.items.", item, layout.known());
    return update(objectId(item), documentedCodes(item), fields);
  }

  Fields fields() throws NotUnderstoodException {
    Fields fields = new Fields();
    for (ReportedField field : envelopeFields) {
      fields.add(field);
    }
    return fields;
  }

  /** Makes the update whose leading code is the first. */
  Update update(String objectId, List<ReadCode> read, Fields fields) {
    Optional<ReadCode> leading = read.stream().findFirst();
    return new Update(
        layout.type().checkType(),
        subject.entityId(),
        subject.clientId(),
        objectId,
        leading.map(code -> code.result().outcome()).orElse(Outcome.UNCONFIRMED),
        leading.map(code -> code.result().certainty()).orElse(Certainty.UNKNOWN),
        leading.map(PayloadReader::isFinal).orElse(null),
        leading.map(ReadCode::decidedByPerson).orElse(false),
        read.stream().map(ReadCode::result).toList(),
        fields.list());
  }

  private static @Nullable Boolean isFinal(ReadCode code) {
    return code.isFinal();
  }

  /** Of the codes, the leading one is always there, be it as missing; the others if sent. */
  private List<ReadCode> documentedCodes(Json.Obj payload) {
    List<ReadCode> read = new ArrayList<>();
    for (String name : layout.codes()) {
      Json value = payload.get(Names.folded(name));
      if (value != null || read.isEmpty()) {
        read.add(codes.read(name, value));
      }
    }
    if (read.size() > 1 && read.get(0).result().code() == null) {
      read.set(0, read.get(0).missingAmongOthers());
    }
    return read;
  }

  private String objectId(Json.Obj payload) throws NotUnderstoodException {
    String names = String.join(" or ", layout.objectIds());
    Optional<String> id = Optional.empty();
    for (String name : layout.objectIds()) {
      Optional<String> other = layout.identifier().read(name, payload.get(Names.folded(name)));
      if (id.isPresent() && other.isPresent() && !id.equals(other)) {
        throw NotUnderstoodException.ambiguous(names);
      }
      id = id.or(() -> other);
    }
    return id.orElseThrow(() -> NotUnderstoodException.missing(names));
  }
}
