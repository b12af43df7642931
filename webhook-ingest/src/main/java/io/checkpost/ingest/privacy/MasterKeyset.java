package io.checkpost.ingest.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.UUID;

/**
 * The secret from which everything stored is readable: one Tink keyset that wraps data keys and
 * seals the installation's own secrets, and one that makes blind indexes. Kept outside the
 * database.
 *
 * <p>Written as one JSON document, {@code {"aead":…,"index":…}}, each part a Tink keyset. Safe for
 * use by many threads.
 */
public final class MasterKeyset {

  private static final int DATA_KEY_BYTES = 32;
  private static final int INDEX_BYTES = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeysetHandle aeadKeys;
  private final KeysetHandle indexKeys;
  private final Aead aead;
  private final PrfSet index;

  private MasterKeyset(KeysetHandle aeadKeys, KeysetHandle indexKeys)
      throws GeneralSecurityException {
    this.aeadKeys = aeadKeys;
    this.indexKeys = indexKeys;
    this.aead = aeadKeys.getPrimitive(AeadConfig2026.get(), Aead.class);
    this.index = indexKeys.getPrimitive(PrfConfig2026.get(), PrfSet.class);
  }

  /** Makes a new keyset from fresh randomness. */
  public static MasterKeyset generate() {
    try {
      HmacPrfParameters prf =
          HmacPrfParameters.builder()
              .setKeySizeBytes(DATA_KEY_BYTES)
              .setHashType(HmacPrfParameters.HashType.SHA256)
              .build();
      return new MasterKeyset(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get()),
          KeysetHandle.generateNew(prf, PrfConfig2026.get()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no master keyset could be made", e);
    }
  }

  /**
   * Reads a keyset's document.
   *
   * @throws InvalidKeyset when it is not one; the message never repeats the document
   */
  public static MasterKeyset parse(String document) {
    try {
      JsonNode json = JSON.readTree(document);
      return new MasterKeyset(
          handle(json, "aead", AeadConfig2026.get()), handle(json, "index", PrfConfig2026.get()));
    } catch (JsonProcessingException e) {
      throw new InvalidKeyset("it is not JSON");
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyset("it holds no usable Tink keyset");
    }
  }

  private static KeysetHandle handle(JsonNode json, String part, Configuration configuration)
      throws GeneralSecurityException {
    if (!json.path(part).isObject()) {
      throw new InvalidKeyset("it has no part named " + part);
    }
    return TinkJsonProtoKeysetFormat.parseKeyset(
        json.path(part).toString(), configuration, InsecureSecretKeyAccess.get());
  }

  /**
   * Reads a keyset from a file.
   *
   * @throws InvalidKeyset when the file is missing, unreadable or holds none
   */
  public static MasterKeyset read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidKeyset("the file " + file + " cannot be read");
    }
  }

  /** Writes the keyset to a new file that only the owner can read. */
  public void write(Path file) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, document(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("the keyset file " + file + " cannot be written", e);
    }
  }

  /** Returns the keyset's document, which is the secret itself. */
  public String document() {
    try {
      ObjectNode json = JSON.createObjectNode();
      json.set("aead", part(aeadKeys, AeadConfig2026.get()));
      json.set("index", part(indexKeys, PrfConfig2026.get()));
      return json.toPrettyString();
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new IllegalStateException("the keyset cannot be written", e);
    }
  }

  private static JsonNode part(KeysetHandle keys, Configuration configuration)
      throws GeneralSecurityException, JsonProcessingException {
    return JSON.readTree(
        TinkJsonProtoKeysetFormat.serializeKeyset(
            keys, configuration, InsecureSecretKeyAccess.get()));
  }

  /** Makes a new data key. */
  public DataKey newDataKey(UUID id, Instant createdAt) {
    try {
      byte[] key = Random.randBytes(DATA_KEY_BYTES);
      byte[] wrapped = aead.encrypt(key, context("data-key", id));
      return new DataKey(id, wrapped, createdAt, new AesGcmJce(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no data key could be made", e);
    }
  }

  /**
   * Opens a stored data key.
   *
   * @throws Unreadable when another keyset wrapped it
   */
  public DataKey unwrap(UUID id, byte[] wrapped, Instant createdAt) {
    try {
      byte[] key = aead.decrypt(wrapped, context("data-key", id));
      return new DataKey(id, wrapped, createdAt, new AesGcmJce(key));
    } catch (GeneralSecurityException e) {
      throw new Unreadable("data key " + id);
    }
  }

  /** Seals one of the installation's own secrets, which belong to no subject. */
  public byte[] seal(String purpose, UUID id, String secret) {
    try {
      return aead.encrypt(secret.getBytes(UTF_8), context(purpose, id));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + purpose, e);
    }
  }

  /**
   * Opens what {@link #seal} sealed for the same purpose and id.
   *
   * @throws Unreadable when another keyset or another place sealed it
   */
  public String open(String purpose, UUID id, byte[] sealed) {
    try {
      return new String(aead.decrypt(sealed, context(purpose, id)), UTF_8);
    } catch (GeneralSecurityException e) {
      throw new Unreadable(purpose + " " + id);
    }
  }

  /**
   * Returns the blind index of a value: equal for equal values, and telling nothing to whoever
   * lacks the keyset.
   *
   * @param purpose what kind of value it is, so that equal values of two kinds differ
   * @return 32 bytes
   */
  public byte[] blindIndex(String purpose, byte[] value) {
    try {
      byte[] name = purpose.getBytes(UTF_8);
      byte[] input = new byte[name.length + 1 + value.length];
      System.arraycopy(name, 0, input, 0, name.length);
      System.arraycopy(value, 0, input, name.length + 1, value.length);
      return index.computePrimary(input, INDEX_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot index " + purpose, e);
    }
  }

  /** Returns the blind index of a text. */
  public byte[] blindIndex(String purpose, String value) {
    return blindIndex(purpose, value.getBytes(UTF_8));
  }

  static byte[] context(String purpose, UUID id) {
    return (purpose + ":" + id).getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return "MasterKeyset";
  }
}
