package io.checkpost.ingest.provider.credas;

import io.checkpost.api.credas.UpdateType;
import io.checkpost.ingest.provider.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which fields the payload of an update type has, in the spelling of Credas's page.
 *
 * @param type the update type
 * @param identifier what kind of identifier the checked object has
 * @param objectIds the names of that identifier; several where the page gives it two
 * @param codes its codes, the leading one first
 */
record Layout(UpdateType type, Identifier identifier, List<String> objectIds, List<String> codes) {

  private static final String DOCUMENT = "EntityIdvEntryIdDocumentId";

  /** The page lists {@code rtxId}, and its samples have {@code Id}. */
  private static final List<String> RTX_ID = List.of("Id", "rtxId");

  static Layout of(UpdateType type) {
    return switch (type) {
      case NAME_CHECK -> text(type, DOCUMENT, "NameCheckVerificationResult");
      case LIVENESS -> text(type, "EntityIdvEntryId", "VerificationResult");
      case ID_DOCUMENT ->
          text(
              type,
              DOCUMENT,
              "VerificationResult",
              "FacialMatchVerificationResult",
              "NameCheckVerificationResult",
              "NfcCheckVerificationResult",
              "VisualAnalysisVerificationResult",
              "BackScanVerificationResult");
      case SUPPORTING_DOCUMENT -> text(type, "NonBiometricDocumentId", "Status");
      case DATACHECK -> number(type, List.of("DataCheckId"), "Status");
      case RIGHT_TO_RENT, RIGHT_TO_WORK -> number(type, RTX_ID, "Status");
      case SAFE_HARBOUR -> number(type, List.of("EntityIdvId"), "VerificationResult");
      case SHARE_CODE -> new Layout(type, Identifier.TEXT, List.of(), List.of());
    };
  }

  private static Layout text(UpdateType type, String objectId, String... codes) {
    return new Layout(type, Identifier.TEXT, List.of(objectId), List.of(codes));
  }

  private static Layout number(UpdateType type, List<String> objectIds, String code) {
    return new Layout(type, Identifier.NUMBER, objectIds, List.of(code));
  }

  /** Returns the folded names of the identifiers and codes. */
  Set<String> known() {
    Set<String> known = new HashSet<>();
    objectIds.forEach(name -> known.add(Names.folded(name)));
    codes.forEach(name -> known.add(Names.folded(name)));
    return known;
  }
}
