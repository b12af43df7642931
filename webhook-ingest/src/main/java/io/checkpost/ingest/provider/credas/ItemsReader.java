package io.checkpost.ingest.provider.credas;

import io.checkpost.api.ReportedField;
import io.checkpost.api.Update;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.ingest.provider.Fields;
import io.checkpost.ingest.provider.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a payload of several documents: an {@code Items} array, as the page's sample has it, or one
 * document without, as the page's list of fields has it, or both.
 *
 * @param payloads reads each
 */
record ItemsReader(PayloadReader payloads) {

  private static final String ITEMS = "Items";
  private static final String ACCEPTED = "an array of objects";
  private static final Set<String> AROUND =
      Set.of("items", "nonbiometricdocumentid", "status", "entityid", "clientid");

  List<Update> read(Json.Obj payload) throws NotUnderstoodException {
    Fields around = new Fields();
    around.addUndocumented("payload.", payload, AROUND);
    List<ReportedField> fields = around.list();

    Map<String, Update> byDocument = new LinkedHashMap<>();
    for (Json.Obj item : documents(payload)) {
      Update update = payloads.readItem(item, fields);
      Update other = byDocument.putIfAbsent(update.objectId(), update);
      if (other != null && !sameContent(other, update)) {
        throw NotUnderstoodException.ambiguous("one NonBiometricDocumentId in Items");
      }
    }
    return List.copyOf(byDocument.values());
  }

  private static List<Json.Obj> documents(Json.Obj payload) throws NotUnderstoodException {
    List<Json.Obj> documents = new ArrayList<>();
    if (payload.has("nonbiometricdocumentid")) {
      documents.add(withoutSurroundings(payload));
    }
    Json items = payload.get("items");
    if (items instanceof Json.Obj single) {
      documents.add(single);
    } else if (items instanceof Json.Arr array) {
      for (Json item : array.items()) {
        if (!(item instanceof Json.Obj document)) {
          throw NotUnderstoodException.malformed("one of " + ITEMS, Json.kindOf(item), ACCEPTED);
        }
        documents.add(document);
      }
    } else if (items != null) {
      throw NotUnderstoodException.malformed(ITEMS, items.kind(), ACCEPTED);
    }
    if (documents.isEmpty()) {
      throw NotUnderstoodException.missing(ITEMS);
    }
    return documents;
  }

  private static Json.Obj withoutSurroundings(Json.Obj payload) {
    Map<String, Json> members = new LinkedHashMap<>(payload.members());
    members.keySet().retainAll(Set.of("nonbiometricdocumentid", "status"));
    return new Json.Obj(members);
  }

  private static boolean sameContent(Update one, Update other) {
    return one.results().equals(other.results())
        && Set.copyOf(one.fields()).equals(Set.copyOf(other.fields()));
  }
}
