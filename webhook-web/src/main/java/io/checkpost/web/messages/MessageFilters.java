package io.checkpost.web.messages;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.web.list.FilterForm;
import java.time.ZoneId;
import java.util.List;

/** What messages can be filtered by; the names are those of the management API. */
final class MessageFilters {

  static final String PORTAL = "portal";
  static final String PROVIDER = "provider";
  static final String CHECK_TYPE = "checkType";
  static final String OUTCOME = "outcome";
  static final String DISPOSITION = "disposition";
  private static final String SUBJECT = "subject";
  private static final String CLIENT_REFERENCE = "clientReference";
  private static final String FROM = "from";
  private static final String TO = "to";

  static final List<String> ALL =
      List.of(
          SUBJECT, CLIENT_REFERENCE, PORTAL, PROVIDER, CHECK_TYPE, OUTCOME, DISPOSITION, FROM, TO);

  private MessageFilters() {}

  /**
   * Returns what a form means.
   *
   * @param zone in which days and local times are meant
   * @throws InvalidInput when a value cannot be read
   */
  static MessageFilter of(FilterForm form, ZoneId zone) {
    return new MessageFilter(
        form.read(PORTAL, PortalId::of, "a portal's id"),
        form.value(PROVIDER),
        form.code(DISPOSITION, Disposition::of, Disposition.values(), Disposition::code),
        form.read(CHECK_TYPE, CheckType::new, "a name such as id_document"),
        form.code(OUTCOME, Outcome::of, Outcome.values(), Outcome::code),
        form.value(SUBJECT),
        form.value(CLIENT_REFERENCE),
        null,
        form.from(FROM, zone),
        form.until(TO, zone));
  }
}
