package io.checkpost.web.messages;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.Choices;
import io.checkpost.web.list.FilterForm;
import io.checkpost.web.list.ListView;
import io.checkpost.web.text.Words;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What messages can be filtered by; the names are those of the management API. */
@ApplicationSingleton
public final class MessageFilters {

  static final String PORTAL = "portal";
  static final String PROVIDER = "provider";
  static final String CHECK_TYPE = "checkType";
  static final String OUTCOME = "outcome";
  static final String DISPOSITION = "disposition";
  static final String CLIENT_ID_FLAG = "clientIdFlag";
  private static final String SUBJECT = "subject";
  private static final String CLIENT_REFERENCE = "clientReference";
  private static final String FROM = "from";
  private static final String TO = "to";

  /** The names of all filters. */
  public static final List<String> ALL =
      List.of(
          SUBJECT,
          CLIENT_REFERENCE,
          PORTAL,
          PROVIDER,
          CHECK_TYPE,
          OUTCOME,
          DISPOSITION,
          CLIENT_ID_FLAG,
          FROM,
          TO);

  private final Choices choices;
  private final Words words;

  @Inject
  MessageFilters(Choices choices, Words words) {
    this.choices = choices;
    this.words = words;
  }

  /**
   * Offers the values of the filters that have a few.
   *
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when the portals cannot be read now
   */
  public void offer(ListView list) {
    list.offer(PROVIDER, choices.providers());
    list.offer(CHECK_TYPE, choices.checkTypes());
    list.offer(OUTCOME, choices.outcomes());
    list.offer(DISPOSITION, choices.dispositions());
    list.offer(CLIENT_ID_FLAG, clientIdFlags());
    list.offer(PORTAL, choices.portals());
  }

  private List<Choice> clientIdFlags() {
    return Arrays.stream(ClientIdFlag.values())
        .map(ClientIdFlag::code)
        .map(code -> new Choice(code, words.text("messages.clientIdFlag." + code)))
        .toList();
  }

  /**
   * Returns what a form means.
   *
   * @param zone in which days and local times are meant
   * @throws InvalidInput when a value cannot be read
   */
  public static MessageFilter of(FilterForm form, ZoneId zone) {
    return new MessageFilter(
        form.read(PORTAL, PortalId::of, "a portal's id"),
        form.value(PROVIDER),
        form.code(DISPOSITION, Disposition::of, Disposition.values(), Disposition::code),
        form.read(CHECK_TYPE, CheckType::new, "a name such as id_document"),
        form.code(OUTCOME, Outcome::of, Outcome.values(), Outcome::code),
        form.value(SUBJECT),
        form.value(CLIENT_REFERENCE),
        form.code(CLIENT_ID_FLAG, ClientIdFlag::of, ClientIdFlag.values(), ClientIdFlag::code),
        form.from(FROM, zone),
        form.until(TO, zone));
  }

  /**
   * Returns the form that means a filter: {@link #of} backwards.
   *
   * @param zone in which days are meant
   */
  public static FilterForm form(MessageFilter filter, ZoneId zone) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put(SUBJECT, filter.subject());
    values.put(CLIENT_REFERENCE, filter.clientReference());
    values.put(PORTAL, filter.portal());
    values.put(PROVIDER, filter.provider());
    values.put(CHECK_TYPE, filter.checkType());
    values.put(OUTCOME, filter.outcome() == null ? null : filter.outcome().code());
    values.put(DISPOSITION, filter.disposition() == null ? null : filter.disposition().code());
    values.put(CLIENT_ID_FLAG, filter.clientIdFlag() == null ? null : filter.clientIdFlag().code());
    values.put(FROM, day(filter.from(), zone, 0));
    values.put(TO, day(filter.to(), zone, 1));
    Map<String, String> given = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value.toString());
          }
        });
    return new FilterForm(given);
  }

  /** What begins or ends with a day is told by the day, as date inputs do. */
  private static @Nullable Object day(@Nullable Instant instant, ZoneId zone, int daysAfter) {
    if (instant == null) {
      return null;
    }
    ZonedDateTime local = instant.atZone(zone);
    return local.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? local.toLocalDate().minusDays(daysAfter)
        : instant;
  }
}
