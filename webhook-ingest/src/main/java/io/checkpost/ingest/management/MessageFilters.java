package io.checkpost.ingest.management;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a caller says of the messages that are meant. */
@ApplicationSingleton
final class MessageFilters {

  private static final Map<String, Disposition> DISPOSITIONS = dispositions();
  private static final Map<String, Outcome> OUTCOMES = outcomes();
  private static final Map<String, ClientIdFlag> CLIENT_ID_FLAGS = clientIdFlags();

  private final Map<String, String> providerNames = new LinkedHashMap<>();
  private final Map<String, CheckType> checkTypes = new LinkedHashMap<>();

  @Inject
  MessageFilters(Providers providers) {
    for (WebhookProvider provider : providers.all()) {
      providerNames.put(provider.name(), provider.name());
      provider.checkTypes().forEach(type -> checkTypes.put(type.code(), type));
    }
  }

  private static Map<String, Disposition> dispositions() {
    Map<String, Disposition> byCode = new LinkedHashMap<>();
    for (Disposition disposition : Disposition.values()) {
      byCode.put(disposition.code(), disposition);
    }
    return byCode;
  }

  private static Map<String, Outcome> outcomes() {
    Map<String, Outcome> byCode = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      byCode.put(outcome.code(), outcome);
    }
    return byCode;
  }

  private static Map<String, ClientIdFlag> clientIdFlags() {
    Map<String, ClientIdFlag> byCode = new LinkedHashMap<>();
    for (ClientIdFlag flag : ClientIdFlag.values()) {
      byCode.put(flag.code(), flag);
    }
    return byCode;
  }

  /**
   * Returns the filter that some members of a JSON object make.
   *
   * @throws InvalidInput naming the first that is not accepted as a member of {@code filter}
   */
  MessageFilter read(JsonMembers filter, List<String> members) {
    MultivaluedMap<String, String> values = new MultivaluedHashMap<>();
    for (String member : members) {
      String value = filter.text(member);
      if (value != null) {
        values.putSingle(member, value);
      }
    }
    try {
      return read(new Query(values));
    } catch (InvalidInput e) {
      throw new InvalidInput("filter." + e.field(), e.given(), e.accepted());
    }
  }

  /**
   * Returns the filter that the given values make.
   *
   * @throws InvalidInput naming the first that is not accepted
   */
  MessageFilter read(Query query) {
    return new MessageFilter(
        query.id("portal", PortalId::new),
        query.oneOf("provider", providerNames),
        query.oneOf("disposition", DISPOSITIONS),
        query.oneOf("checkType", checkTypes),
        query.oneOf("outcome", OUTCOMES),
        query.text("subject"),
        query.text("clientReference"),
        query.oneOf("clientIdFlag", CLIENT_ID_FLAGS),
        query.instant("from"),
        query.instant("to"));
  }
}
