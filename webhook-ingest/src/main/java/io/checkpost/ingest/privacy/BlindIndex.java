package io.checkpost.ingest.privacy;

import io.checkpost.api.CheckType;
import io.checkpost.ingest.ApplicationSingleton;
import jakarta.inject.Inject;

/**
 * The keyed hashes by which encrypted values are found again. The portal is no part of them: it
 * stands beside them in every row, so that one value can be looked up in all portals that a caller
 * may see.
 */
@ApplicationSingleton
public final class BlindIndex {

  private static final String SEPARATOR = "\n";

  private final KeysetInForce keyset;

  /** Creates the indexes over the keyset in force. */
  @Inject
  public BlindIndex(KeysetInForce keyset) {
    this.keyset = keyset;
  }

  /** Returns the index of a subject's id in canonical spelling. */
  public byte[] ofSubject(String provider, String subjectId) {
    return of("subject", provider, subjectId);
  }

  /** Returns the index of a customer's own reference for a person. */
  public byte[] ofClientReference(String provider, String reference) {
    return of("client-reference", provider, reference.strip());
  }

  /** Returns the index of a provider's name for a customer account. */
  public byte[] ofClientId(String provider, String clientId) {
    return of("client-id", provider, clientId);
  }

  /** Returns the index of a check: its kind and what it checks. */
  public byte[] ofCheck(String provider, CheckType checkType, String objectId) {
    return of("check", provider, checkType.code(), objectId);
  }

  /** Returns the index of an update's content. */
  public byte[] ofContent(byte[] canonicalContent) {
    return keyset.get().blindIndex("content", canonicalContent);
  }

  private byte[] of(String purpose, String... parts) {
    return keyset.get().blindIndex(purpose, String.join(SEPARATOR, parts));
  }
}
