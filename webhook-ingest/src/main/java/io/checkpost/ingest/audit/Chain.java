package io.checkpost.ingest.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.ingest.privacy.MasterKeyset;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The keyed hash that ties an entry to the one before it. */
final class Chain {

  private static final String PURPOSE = "audit";
  private static final int ABSENT = -1;

  /** What stands before the first entry. */
  static final byte[] BEGIN = {};

  private Chain() {}

  /** Returns the hash of a row that follows one with the given hash. */
  static byte[] next(MasterKeyset keyset, byte[] before, AuditRow row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, before);
      out.writeLong(row.sequence());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, row.at()));
      write(out, row.actor());
      write(out, row.address());
      write(out, row.action());
      write(out, row.about());
      write(out, row.portalId() == null ? null : row.portalId().toString());
      write(out, row.before());
      write(out, row.after());
      write(out, row.reasonKeyId() == null ? null : row.reasonKeyId().toString());
      write(out, row.sealedReason());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keyset.blindIndex(PURPOSE, bytes.toByteArray());
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    write(out, text == null ? null : text.getBytes(UTF_8));
  }

  /** With its length before it, so that no two different rows are the same bytes. */
  private static void write(DataOutputStream out, byte @Nullable [] field) throws IOException {
    if (field == null) {
      out.writeInt(ABSENT);
    } else {
      out.writeInt(field.length);
      out.write(field);
    }
  }
}
