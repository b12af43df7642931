package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changed about a person, whichever check it is of, newest first and page by page.
 * Safe for use by many threads; each call is a transaction of its own and throws {@link
 * io.checkpost.ingest.database.DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class Timelines {

  private static final Comparator<StoredUpdate> OLDEST_FIRST =
      Comparator.comparing(ChangePlace::of);

  private final Entities entities;
  private final Subjects subjects;
  private final Updates updates;
  private final Relations relations;

  /** Creates the bean. */
  @Inject
  public Timelines(Entities entities, Subjects subjects, Updates updates, Relations relations) {
    this.entities = entities;
    this.subjects = subjects;
    this.updates = updates;
    this.relations = relations;
  }

  /**
   * Returns changes newest first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before, with the same filter; null for the first
   * @return empty when no portal knows the person
   * @throws InvalidInput when the cursor is none
   */
  public Optional<Page<PersonChange>> list(
      PersonFilter filter, int limit, @Nullable String cursor) {
    ChangePlace place = cursor == null ? null : ChangePlace.of(cursor);
    return read(
        filter,
        (em, people) ->
            page(
                people,
                limit,
                OLDEST_FIRST.reversed(),
                person -> updates.changesBefore(em, person.id(), place, limit + 1)));
  }

  /**
   * Returns the changes right before a place in the list: the way back. They are newest first, and
   * {@code next} is given when there are yet newer ones.
   *
   * @param limit the most that are returned
   * @param cursor the place of the newest change that was seen
   * @return empty when no portal knows the person
   * @throws InvalidInput when the cursor is none
   */
  public Optional<Page<PersonChange>> listNewer(PersonFilter filter, int limit, String cursor) {
    ChangePlace place = ChangePlace.of(cursor);
    return read(
        filter,
        (em, people) ->
            page(
                    people,
                    limit,
                    OLDEST_FIRST,
                    person -> updates.changesAfter(em, person.id(), place, limit + 1))
                .reversed());
  }

  /** Reads a page of the changes of some people. */
  private interface Reading {
    Page<StoredUpdate> read(EntityManager em, List<StoredSubject> people);
  }

  /** Reads the changes of one person from a place on. */
  private interface Part {
    List<StoredUpdate> of(StoredSubject person);
  }

  /** Each person's are read by the index in order: one query for all would have to sort. */
  private static Page<StoredUpdate> page(
      List<StoredSubject> people, int limit, Comparator<StoredUpdate> order, Part part) {
    List<StoredUpdate> found =
        people.stream()
            .flatMap(person -> part.of(person).stream())
            .sorted(order)
            .limit(limit + 1L)
            .toList();
    return Page.of(found, limit, last -> ChangePlace.of(last).toString());
  }

  private Optional<Page<PersonChange>> read(PersonFilter filter, Reading reading) {
    return entities.inTransaction(
        em -> {
          List<StoredSubject> known = subjects.stored(em, filter.provider(), filter.subjectId());
          if (known.isEmpty()) {
            return Optional.empty();
          }
          List<StoredSubject> people = people(em, filter, known);
          Page<StoredUpdate> page = reading.read(em, people);
          return Optional.of(new Page<>(changes(em, people, page.items()), page.next()));
        });
  }

  private List<StoredSubject> people(
      EntityManager em, PersonFilter filter, List<StoredSubject> known) {
    List<StoredSubject> people = new ArrayList<>();
    for (StoredSubject subject : Subjects.within(filter.portal(), known)) {
      people.add(subject);
      if (filter.related()) {
        people.addAll(relations.of(em, subject));
      }
    }
    return people;
  }

  private List<PersonChange> changes(
      EntityManager em, List<StoredSubject> people, List<StoredUpdate> stored) {
    Map<UUID, String> ids = subjects.ids(em, stored.stream().map(StoredUpdate::subjectId).toList());
    Map<ChangePlace, Update> contents = subjects.contents(em, people, stored);
    Map<UUID, Instant> late =
        updates.understoodLater(em, stored.stream().map(StoredUpdate::messageId).toList());
    return stored.stream()
        .map(
            update ->
                new PersonChange(
                    ids.get(update.subjectId()),
                    new PortalId(update.portalId()),
                    new CheckType(update.checkType()),
                    update.change(),
                    update.ordinal(),
                    contents.get(ChangePlace.of(update)),
                    late.get(update.messageId())))
        .toList();
  }
}
