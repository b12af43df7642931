package io.checkpost.ingest.management;

import io.checkpost.ingest.audit.AuditVerification;
import org.jspecify.annotations.Nullable;

/** Whether the audit log is as it was written. */
record AuditVerificationView(boolean holds, long entries, @Nullable Long brokenAt) implements View {

  static AuditVerificationView of(AuditVerification.Result result) {
    return new AuditVerificationView(result.holds(), result.entries(), result.brokenAt());
  }
}
