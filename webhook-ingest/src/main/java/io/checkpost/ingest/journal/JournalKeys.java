package io.checkpost.ingest.journal;

import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.ingest.privacy.BlindIndex;

/** By what the journal finds what it knows already. */
final class JournalKeys {

  private final BlindIndex blindIndex;

  JournalKeys(BlindIndex blindIndex) {
    this.blindIndex = blindIndex;
  }

  BlindKey subject(PortalId portal, String provider, String subjectId) {
    return new BlindKey(blindIndex.ofSubject(provider, subjectId), portal.value());
  }

  BlindKey check(PortalId portal, String provider, Update update) {
    return new BlindKey(
        blindIndex.ofCheck(provider, update.checkType(), update.objectId()), portal.value());
  }

  byte[] content(Update update) {
    return blindIndex.ofContent(Fingerprint.canonicalContent(update));
  }

  byte[] clientReference(String provider, String reference) {
    return blindIndex.ofClientReference(provider, reference);
  }
}
