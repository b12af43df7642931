package io.checkpost.ingest.management;

import io.checkpost.ingest.audit.AuditedAct;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log. */
record AuditEntryView(
    long sequence,
    String at,
    String actor,
    @Nullable String address,
    String action,
    String about,
    @Nullable String portalId,
    Map<String, String> before,
    Map<String, String> after,
    @Nullable String reason)
    implements View {

  static AuditEntryView of(AuditedAct act) {
    return new AuditEntryView(
        act.sequence(),
        act.at().toString(),
        act.actor(),
        act.address(),
        act.action(),
        act.about(),
        Texts.of(act.portalId()),
        new TreeMap<>(act.before()),
        new TreeMap<>(act.after()),
        act.reason());
  }
}
