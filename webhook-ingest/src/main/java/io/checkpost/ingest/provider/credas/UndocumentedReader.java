package io.checkpost.ingest.provider.credas;

import io.checkpost.api.Update;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.api.spi.QuarantineReason;
import io.checkpost.ingest.provider.Fields;
import io.checkpost.ingest.provider.Ids;
import io.checkpost.ingest.provider.Json;
import io.checkpost.ingest.provider.Names;
import io.checkpost.ingest.provider.credas.CodeReader.ReadCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payload whose fields Credas's page does not name (share codes): what looks like a code is
 * kept as one, what looks like the checked object's id identifies it, and all else is a field.
 *
 * @param payloads makes the update
 */
record UndocumentedReader(PayloadReader payloads) {

  /** Most telling first. */
  private static final List<String> OBJECT_IDS =
      List.of(
          "ShareCodeId",
          "ShareCodeCheckId",
          "EntityIdvEntryShareCodeId",
          "EntityIdvEntryIdDocumentId",
          "EntityIdvEntryId",
          "EntityIdvId",
          "Id");

  /** The spelling of codes that other types have; any other one is kept folded. */
  private static final List<String> CODE_NAMES =
      List.of("VerificationResult", "ShareCodeVerificationResult", "Status", "Result");

  private static final List<String> CODE_ENDINGS =
      List.of("verificationresult", "status", "result");

  private static final int MAX_CODES = 100;

  Update read(Json.Obj payload) throws NotUnderstoodException {
    Set<String> known = new HashSet<>(Set.of("entityid", "clientid"));
    List<ReadCode> codes = new ArrayList<>();
    List<String> names = codeNames(payload);
    if (names.size() > MAX_CODES) {
      throw new NotUnderstoodException(
          QuarantineReason.TOO_COMPLEX, "accepted: at most %d codes".formatted(MAX_CODES));
    }
    for (String name : names) {
      codes.add(payloads.codes().read(name, payload.get(Names.folded(name))));
      known.add(Names.folded(name));
    }
    Fields fields = payloads.fields();
    fields.addUndocumented("payload.", payload, known);
    return payloads.update(objectId(payload), codes, fields);
  }

  /** An update without any id of its own is about the person's one share code. */
  private String objectId(Json.Obj payload) {
    for (String name : OBJECT_IDS) {
      if (payload.get(Names.folded(name)) instanceof Json.Scalar value) {
        String id = Identifier.TEXT.canonical(value).orElse("");
        if (!id.isBlank() && !Ids.isEmptyGuid(id)) {
          return id;
        }
      }
    }
    return payloads.subject().entityId();
  }

  /** Best known names first, so that the same one leads whatever the order of the body. */
  private static List<String> codeNames(Json.Obj payload) {
    List<String> names = new ArrayList<>();
    CODE_NAMES.stream().filter(name -> isCode(payload.get(Names.folded(name)))).forEach(names::add);
    Set<String> taken = new HashSet<>();
    names.forEach(name -> taken.add(Names.folded(name)));
    payload.members().entrySet().stream()
        .filter(member -> !taken.contains(member.getKey()) && isCode(member.getValue()))
        .map(Map.Entry::getKey)
        .filter(name -> CODE_ENDINGS.stream().anyMatch(name::endsWith))
        .sorted()
        .forEach(names::add);
    return names;
  }

  private static boolean isCode(@Nullable Json value) {
    return value instanceof Json.Scalar scalar && scalar.integer().isPresent();
  }
}
