package io.checkpost.ingest.message;

import static java.util.stream.Collectors.toSet;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.check.CheckOutcome;
import io.checkpost.ingest.check.Subjects;
import io.checkpost.ingest.check.Updates;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.dispatch.ObserverRegistry;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.journal.Envelope;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.DataKeys;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stored messages. Safe for use by many threads; each call is a transaction of its own unless
 * its thread is in one. Every call throws {@link io.checkpost.ingest.database.DatabaseUnavailable}
 * when the database cannot be asked.
 */
@ApplicationSingleton
public final class Messages {

  private static final int ID_DIGITS = 32;

  /** Eight digits are a minute's messages; fewer would be those of weeks. */
  private static final Pattern BEGINNING_OF_ID = Pattern.compile("[0-9a-f]{8,32}");

  private final Entities entities;
  private final Providers providers;
  private final BlindIndex blindIndex;
  private final DataKeys dataKeys;
  private final Subjects subjects;
  private final Updates updates;
  private final ObserverRegistry registry;

  /** Creates the bean. */
  @Inject
  public Messages(
      Entities entities,
      Providers providers,
      BlindIndex blindIndex,
      DataKeys dataKeys,
      Subjects subjects,
      Updates updates,
      ObserverRegistry registry) {
    this.entities = entities;
    this.providers = providers;
    this.blindIndex = blindIndex;
    this.dataKeys = dataKeys;
    this.subjects = subjects;
    this.updates = updates;
    this.registry = registry;
  }

  /**
   * Returns messages newest first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before, with the same filter; null for the first
   * @throws InvalidInput when the cursor is none
   */
  public Page<MessageSummary> list(MessageFilter filter, int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? null : Cursor.of(cursor);
    return entities.inTransaction(
        em -> {
          Optional<MessageQuery> query = query(em, filter);
          if (query.isEmpty()) {
            return new Page<>(List.of(), null);
          }
          Page<StoredMessage> page =
              Page.of(
                  query.get().after(after).run(em, limit + 1),
                  limit,
                  last -> new Cursor(last.receivedAt(), last.id()).toString());
          return new Page<>(summaries(em, page.items()), page.next());
        });
  }

  /**
   * Returns the messages right before a place in the list: the way back. They are newest first, and
   * {@code next} is given when there are yet newer ones.
   *
   * @param limit the most that are returned
   * @param cursor the place, made of the time and id of the newest message that was seen
   * @throws InvalidInput when the cursor is none
   */
  public Page<MessageSummary> listNewer(MessageFilter filter, int limit, String cursor) {
    Cursor before = Cursor.of(cursor);
    return entities.inTransaction(
        em -> {
          Optional<MessageQuery> query = query(em, filter);
          if (query.isEmpty()) {
            return new Page<>(List.of(), null);
          }
          Page<StoredMessage> page =
              Page.of(
                      query.get().before(before).run(em, limit + 1),
                      limit,
                      last -> new Cursor(last.receivedAt(), last.id()).toString())
                  .reversed();
          return new Page<>(summaries(em, page.items()), page.next());
        });
  }

  /**
   * Counts the messages that fit a filter, the newest first, and no more than a number of them.
   *
   * @param most the most that are counted
   */
  public MessageCount count(MessageFilter filter, int most) {
    int found = ids(filter, most + 1).size();
    return new MessageCount(Math.min(found, most), found > most);
  }

  /**
   * Returns the ids of messages, newest first.
   *
   * @param most the most that are returned
   */
  public List<MessageId> ids(MessageFilter filter, int most) {
    return entities.inTransaction(
        em ->
            query(em, filter).map(query -> query.ids(em, most)).orElse(List.of()).stream()
                .map(MessageId::new)
                .toList());
  }

  /**
   * Returns messages whose id begins so, newest first. By the id alone, which is a range of the
   * primary key.
   *
   * @param beginning the first hexadecimal digits of an id, with or without hyphens
   * @param most the most that are returned
   * @return none where that is too little of an id, or no beginning of one
   */
  public List<MessageSummary> startingWith(String beginning, int most) {
    String digits = beginning.strip().toLowerCase(Locale.ROOT).replace("-", "");
    if (!BEGINNING_OF_ID.matcher(digits).matches()) {
      return List.of();
    }
    UUID lowest = id(digits + "0".repeat(ID_DIGITS - digits.length()));
    UUID highest = id(digits + "f".repeat(ID_DIGITS - digits.length()));
    return entities.inTransaction(
        em ->
            summaries(
                em,
                em.createQuery(
                        "SELECT m FROM StoredMessage m WHERE m.id >= :lowest AND m.id <= :highest"
                            + " ORDER BY m.id DESC",
                        StoredMessage.class)
                    .setParameter("lowest", lowest)
                    .setParameter("highest", highest)
                    .setMaxResults(most)
                    .getResultList()));
  }

  private static UUID id(String digits) {
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, ID_DIGITS / 2), 16),
        Long.parseUnsignedLong(digits.substring(ID_DIGITS / 2), 16));
  }

  /** Returns the filter as a query; empty when it names a person whom nobody knows. */
  private Optional<MessageQuery> query(EntityManager em, MessageFilter filter) {
    PortalId portal = filter.portal();
    Disposition disposition = filter.disposition();
    CheckType checkType = filter.checkType();
    Outcome outcome = filter.outcome();
    String reference = filter.clientReference();
    ClientIdFlag clientIdFlag = filter.clientIdFlag();
    MessageQuery query =
        new MessageQuery()
            .where("m.portalId = :portal", "portal", portal == null ? null : portal.value())
            .where("m.provider = :provider", "provider", filter.provider())
            .where(
                "m.disposition = :disposition",
                "disposition",
                disposition == null ? null : disposition.code())
            .whereUpdate(
                checkType == null ? null : checkType.code(),
                outcome == null ? null : outcome.code())
            .where(
                "m.clientReferenceIndex IN :references",
                "references",
                reference == null ? null : references(filter.provider(), reference))
            .where(
                "m.clientIdFlag = :clientIdFlag",
                "clientIdFlag",
                clientIdFlag == null ? null : clientIdFlag.code())
            .where("m.receivedAt >= :from", "from", filter.from())
            .where("m.receivedAt < :to", "to", filter.to());
    String subject = filter.subject();
    if (subject == null) {
      return Optional.of(query);
    }
    Set<UUID> rows = subjects.rows(em, filter.provider(), subject);
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(query.where("m.subjectId IN :subjects", "subjects", rows));
  }

  private List<byte[]> references(@Nullable String provider, String reference) {
    return providers.all().stream()
        .map(WebhookProvider::name)
        .filter(name -> provider == null || name.equals(provider))
        .map(name -> blindIndex.ofClientReference(name, reference))
        .toList();
  }

  List<MessageSummary> summaries(EntityManager em, List<StoredMessage> messages) {
    Map<UUID, DataKey> keys =
        dataKeys.find(em, messages.stream().map(StoredMessage::keyId).toList());
    Map<UUID, String> subjectIds = subjects.ids(em, subjectRows(messages));
    Map<UUID, List<CheckOutcome>> checks =
        updates.outcomes(em, messages.stream().map(StoredMessage::id).toList());
    return messages.stream()
        .map(
            message ->
                summary(
                    message,
                    envelope(message, keys.get(message.keyId())),
                    message.subjectId() == null ? null : subjectIds.get(message.subjectId()),
                    checks.getOrDefault(message.id(), List.of())))
        .toList();
  }

  private static Collection<UUID> subjectRows(List<StoredMessage> messages) {
    Set<UUID> rows = new TreeSet<>();
    for (StoredMessage message : messages) {
      UUID row = message.subjectId();
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static @Nullable Envelope envelope(StoredMessage message, @Nullable DataKey key) {
    return key == null ? null : message.envelope(key);
  }

  private static MessageSummary summary(
      StoredMessage message,
      @Nullable Envelope envelope,
      @Nullable String subjectId,
      List<CheckOutcome> checks) {
    UUID duplicateOf = message.duplicateOf();
    return new MessageSummary(
        new MessageId(message.id()),
        new PortalId(message.portalId()),
        message.provider(),
        message.receivedAt(),
        message.disposition(),
        message.reason(),
        message.reasonDetail(),
        duplicateOf == null ? null : new MessageId(duplicateOf),
        subjectId,
        envelope == null ? null : envelope.sha256(),
        message.size(),
        message.isTest(),
        envelope != null && envelope.isSimulated(),
        message.clientIdFlag(),
        message.reinterpretedAt(),
        message.formerDisposition(),
        checks);
  }

  /**
   * Tells whether there is a message about a person, or of a reference of the customer, that is no
   * test: what is known there is of somebody real.
   *
   * @param subject the person's id; null to look for none
   * @param reference the customer's own reference; null to look for none
   */
  public boolean isReal(String provider, @Nullable String subject, @Nullable String reference) {
    return entities.inTransaction(
        em ->
            (subject != null && isReal(em, "m.subjectId", subjects.rows(em, provider, subject)))
                || (reference != null
                    && isReal(em, "m.clientReferenceIndex", references(provider, reference))));
  }

  private static boolean isReal(EntityManager em, String column, Collection<?> values) {
    return !values.isEmpty()
        && !em.createQuery(
                "SELECT m.id FROM StoredMessage m WHERE m.test = FALSE AND "
                    + column
                    + " IN :values",
                UUID.class)
            .setParameter("values", values)
            .setMaxResults(1)
            .getResultList()
            .isEmpty();
  }

  /** Returns those of some messages that are tests: nothing in them is about anybody real. */
  public Set<MessageId> tests(Collection<MessageId> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return entities.inTransaction(
        em ->
            em
                .createQuery(
                    "SELECT m.id FROM StoredMessage m WHERE m.id IN :ids AND m.test = TRUE",
                    UUID.class)
                .setParameter("ids", ids.stream().map(MessageId::value).toList())
                .getResultList()
                .stream()
                .map(MessageId::new)
                .collect(toSet()));
  }

  /** Returns a message with everything but its bytes. */
  public Optional<MessageDetail> find(MessageId id) {
    return entities
        .inTransaction(
            em ->
                Optional.ofNullable(em.find(StoredMessage.class, id.value()))
                    .map(message -> load(em, message)))
        .map(this::detail);
  }

  /** A message, what its observers returned from, and what they did not. */
  private record Loaded(MessageDetail message, List<StoredOwedObservation> owed) {}

  private Loaded load(EntityManager em, StoredMessage message) {
    DataKey key = dataKeys.find(em, List.of(message.keyId())).get(message.keyId());
    StoredObservation observation = em.find(StoredObservation.class, message.id());
    MessageDetail detail =
        new MessageDetail(
            summaries(em, List.of(message)).get(0),
            envelope(message, key),
            key == null ? List.of() : updates.of(em, message.id(), key),
            observation == null ? null : observation.observedAt(),
            observation == null ? notObserved(message) : called(em, observation));
    return new Loaded(detail, observation == null ? List.of() : owed(em, message));
  }

  /** Without the row of its first observation a message that observers are owed still waits. */
  private static List<ObserverState> notObserved(StoredMessage message) {
    return message.disposition() == Disposition.DUPLICATE
        ? List.of()
        : List.of(ObserverState.PENDING);
  }

  private static List<ObserverState> called(EntityManager em, StoredObservation observation) {
    StoredObserverSet called = em.find(StoredObserverSet.class, observation.observerSetId());
    return called == null
        ? List.of()
        : called.observers().stream().map(ObserverState::observed).toList();
  }

  private static List<StoredOwedObservation> owed(EntityManager em, StoredMessage message) {
    return em.createQuery(
            "SELECT o FROM StoredOwedObservation o WHERE o.messageId = :message"
                + " ORDER BY o.observer, o.ordinal DESC",
            StoredOwedObservation.class)
        .setParameter("message", message.id())
        .getResultList();
  }

  /** Outside of the transaction that loaded: the registry asks in one of its own. */
  private MessageDetail detail(Loaded loaded) {
    if (loaded.owed.isEmpty()) {
      return loaded.message;
    }
    Map<String, ObserverState> states = new LinkedHashMap<>();
    loaded.message.observers().forEach(state -> states.put(state.observer(), state));
    Set<String> missing =
        registry.missing(
            loaded.owed.stream().map(StoredOwedObservation::observer).collect(toSet()));
    for (StoredOwedObservation each : loaded.owed) {
      boolean isMissing = missing.contains(each.observer());
      states.merge(
          each.observer(),
          each.state(isMissing, 1),
          (known, next) -> told(known, each.state(isMissing, known.owed() + 1)));
    }
    return loaded.message.withObservers(states.values());
  }

  /** What somebody closed must not hide what is still open. */
  private static ObserverState told(ObserverState known, ObserverState next) {
    return next.state() == ObserverState.State.CLOSED && known.owed() > 0
        ? known.owing(next.owed())
        : next;
  }

  /**
   * Returns a message's bytes as they were received after content encodings were taken off; empty
   * when there is no such message or its data was erased.
   */
  public Optional<byte[]> body(MessageId id) {
    return entities.inTransaction(
        em ->
            Optional.ofNullable(em.find(StoredBody.class, id.value())).map(body -> open(em, body)));
  }

  private byte @Nullable [] open(EntityManager em, StoredBody body) {
    DataKey key = dataKeys.find(em, List.of(body.keyId())).get(body.keyId());
    return key == null ? null : body.open(key);
  }
}
