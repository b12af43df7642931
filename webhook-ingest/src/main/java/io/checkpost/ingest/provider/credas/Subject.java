package io.checkpost.ingest.provider.credas;

import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.ingest.provider.Ids;
import io.checkpost.ingest.provider.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a payload is about.
 *
 * @param entityId the person
 * @param clientId the Credas portal; null where the payload has none
 */
record Subject(String entityId, @Nullable String clientId) {

  /** Reads the ids of a payload; the same ids beside it, should they be there, have to agree. */
  static Subject of(Json.Obj envelope, Json.Obj payload) throws NotUnderstoodException {
    requireAgreement("EntityId", envelope.get("entityid"), payload.get("entityid"));
    requireAgreement("ClientId", envelope.get("clientid"), payload.get("clientid"));
    return new Subject(
        Identifier.TEXT.require("EntityId", payload.get("entityid")),
        Identifier.TEXT.read("ClientId", payload.get("clientid")).orElse(null));
  }

  /** Returns the person of a body that is no status update. */
  static @Nullable String entityIdIfCertain(Json.Obj body, List<String> ambiguous) {
    return !ambiguous.contains("entityid") && body.get("entityid") instanceof Json.Text id
        ? Ids.canonical(id.raw())
        : null;
  }

  private static void requireAgreement(String field, @Nullable Json beside, @Nullable Json inside)
      throws NotUnderstoodException {
    if (beside != null && inside != null && !beside.equals(inside)) {
      throw NotUnderstoodException.ambiguous(field);
    }
  }
}
