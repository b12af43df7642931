package io.checkpost.ingest.privacy;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.UUID;

/**
 * The key of one subject, or of one message that names none. Destroying its row makes everything
 * that it sealed unreadable. Safe for use by many threads.
 */
public final class DataKey {

  private final UUID id;
  private final byte[] wrapped;
  private final Instant createdAt;
  private final Aead aead;

  DataKey(UUID id, byte[] wrapped, Instant createdAt, Aead aead) {
    this.id = id;
    this.wrapped = wrapped;
    this.createdAt = createdAt;
    this.aead = aead;
  }

  /** Returns the key's id. */
  public UUID id() {
    return id;
  }

  /** Returns the key as it is stored, wrapped by the master keyset. */
  public byte[] wrapped() {
    return wrapped.clone();
  }

  /** Returns when the key was made. */
  public Instant createdAt() {
    return createdAt;
  }

  /**
   * Seals data for one place: it opens only under the same purpose and id.
   *
   * @param purpose what kind of data it is
   * @param place the row it belongs to
   */
  public byte[] seal(String purpose, UUID place, byte[] data) {
    try {
      return aead.encrypt(data, MasterKeyset.context(purpose, place));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + purpose, e);
    }
  }

  /**
   * Opens what {@link #seal} sealed.
   *
   * @throws Unreadable when it was sealed by another key or for another place
   */
  public byte[] open(String purpose, UUID place, byte[] sealed) {
    try {
      return aead.decrypt(sealed, MasterKeyset.context(purpose, place));
    } catch (GeneralSecurityException e) {
      throw new Unreadable(purpose + " of " + place);
    }
  }

  @Override
  public String toString() {
    return "DataKey[" + id + "]";
  }
}
