package io.checkpost.ingest.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.DataKeys;
import io.checkpost.ingest.privacy.MasterKeyset;
import io.checkpost.ingest.privacy.Unreadable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why things were done, as people typed it: sealed, since a name slips into a reason easily. */
final class Reasons {

  private static final String PURPOSE = "audit.reason";

  private final MasterKeyset keyset;
  private final Map<UUID, DataKey> keys;

  private Reasons(MasterKeyset keyset, Map<UUID, DataKey> keys) {
    this.keyset = keyset;
    this.keys = keys;
  }

  static byte @Nullable [] seal(MasterKeyset keyset, long sequence, AuditEntry entry) {
    String reason = entry.reason();
    DataKey key = entry.reasonKey();
    if (reason == null) {
      return null;
    }
    return key == null
        ? keyset.seal(PURPOSE, place(sequence), reason)
        : key.seal(PURPOSE, place(sequence), reason.getBytes(UTF_8));
  }

  private static UUID place(long sequence) {
    return new UUID(0, sequence);
  }

  /** Returns the reasons of some rows; those of people who were erased are gone. */
  static Reasons of(Connection connection, MasterKeyset keyset, List<AuditRow> rows)
      throws SQLException {
    List<UUID> ids =
        rows.stream().map(AuditRow::reasonKeyId).filter(Objects::nonNull).distinct().toList();
    return new Reasons(keyset, DataKeys.find(connection, keyset, ids));
  }

  @Nullable String of(AuditRow row) {
    byte[] sealed = row.sealedReason();
    UUID keyId = row.reasonKeyId();
    if (sealed == null) {
      return null;
    }
    try {
      return keyId == null
          ? keyset.open(PURPOSE, place(row.sequence()), sealed)
          : opened(keys.get(keyId), row.sequence(), sealed);
    } catch (Unreadable e) {
      return null;
    }
  }

  private static @Nullable String opened(@Nullable DataKey key, long sequence, byte[] sealed) {
    return key == null ? null : new String(key.open(PURPOSE, place(sequence), sealed), UTF_8);
  }
}
