package io.checkpost.ingest.provider.credas;

import io.checkpost.ingest.provider.Json;
import java.util.Optional;

/**
 * The other webhooks of Credas, told by the names in their bodies, for none says what it is: pages
 * "Process webhooks", "Process actor webhooks" and "Ongoing monitoring webhooks" (articles
 * 44002465055, 44002475147 and 44002475148).
 */
enum OtherWebhook {
  PROCESS_ACTOR("a process actor webhook"),
  PROCESS("a process webhook"),
  ONGOING_MONITORING("an ongoing monitoring webhook");

  private static final int MONITORING_MEMBERS = 2;

  private final String title;

  OtherWebhook(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Returns what a body without an update type is, if it is known. */
  static Optional<OtherWebhook> of(Json.Obj body) {
    if (body.has("processactorid")) {
      return Optional.of(PROCESS_ACTOR);
    }
    if (body.has("processid")) {
      return Optional.of(PROCESS);
    }
    boolean onlyIds =
        body.has("entityid") && body.has("clientid") && body.members().size() == MONITORING_MEMBERS;
    return onlyIds ? Optional.of(ONGOING_MONITORING) : Optional.empty();
  }
}
