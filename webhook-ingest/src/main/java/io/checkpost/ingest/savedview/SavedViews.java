package io.checkpost.ingest.savedview;

import io.checkpost.api.CheckType;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.NotPermitted;
import io.checkpost.ingest.access.Role;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The saved views. Whoever made one sees and changes it; a shared one is seen by everybody and
 * changed by every operator. Safe for use by many threads. Every call throws {@link
 * io.checkpost.ingest.database.DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class SavedViews {

  /** The most views that one user may have made. */
  public static final int MOST = 50;

  /** The most characters of a name. */
  public static final int LONGEST_NAME = 60;

  /** Everybody's shared ones are read whole: beyond this the list is cut. */
  private static final int MOST_SHOWN = 500;

  private final Entities entities;
  private final SavedViewStore store;
  private final Providers providers;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  SavedViews(Entities entities, SavedViewStore store, Providers providers, Clock clock) {
    this.entities = entities;
    this.store = store;
    this.providers = providers;
    this.clock = clock;
  }

  /** Returns the views that somebody sees, by name: their own and the shared ones. */
  public List<SavedView> list(ViewUser user) {
    return entities.inTransaction(
        em ->
            em
                .createQuery(
                    "SELECT v FROM StoredSavedView v WHERE v.owner = :owner OR v.shared = TRUE"
                        + " ORDER BY v.name, v.id",
                    StoredSavedView.class)
                .setParameter("owner", user.name())
                .setMaxResults(MOST_SHOWN)
                .getResultList()
                .stream()
                .map(StoredSavedView::view)
                .sorted(Comparator.comparing(SavedView::name, String.CASE_INSENSITIVE_ORDER))
                .toList());
  }

  /** Returns a view; empty when there is none of that id that the user sees. */
  public Optional<SavedView> find(UUID id, ViewUser user) {
    return entities
        .inTransaction(
            em ->
                Optional.ofNullable(em.find(StoredSavedView.class, id)).map(StoredSavedView::view))
        .filter(user::sees);
  }

  /**
   * Saves a filter under a name.
   *
   * @param shared whether everybody shall see it
   * @throws InvalidInput when the name or the filter is not accepted
   * @throws NotPermitted when it is to be shared by somebody who may not
   * @throws Conflict when the user has a view of that name, or too many
   */
  public SavedView save(String name, boolean shared, MessageFilter filter, ViewUser user) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SavedView view =
        new SavedView(
            TimeOrderedId.next(now), user.name(), accepted(name), shared, accepted(filter), now);
    checkMayChange(user, view);
    store.insert(view);
    return view;
  }

  /**
   * Changes a view.
   *
   * @return the view as it is now; empty when there is none of that id that the user sees
   * @throws InvalidInput when the name or the filter is not accepted
   * @throws NotPermitted when it is shared, or shall be, and the user is no operator
   * @throws Conflict when its owner has another of that name
   */
  public Optional<SavedView> change(UUID id, SavedViewChange change, ViewUser user) {
    Optional<SavedView> found = find(id, user);
    if (found.isEmpty()) {
      return found;
    }
    SavedView changed = change.applied(found.get());
    SavedView accepted =
        new SavedView(
            changed.id(),
            changed.owner(),
            accepted(changed.name()),
            changed.shared(),
            accepted(changed.filter()),
            changed.createdAt());
    checkMayChange(user, found.get());
    if (accepted.shared()) {
      checkMayChange(user, accepted);
    }
    store.update(accepted);
    return Optional.of(accepted);
  }

  /**
   * Removes a view.
   *
   * @return whether there was one of that id that the user sees
   * @throws NotPermitted when it is shared and the user is no operator
   */
  public boolean remove(UUID id, ViewUser user) {
    Optional<SavedView> found = find(id, user);
    if (found.isPresent()) {
      checkMayChange(user, found.get());
      store.delete(id);
    }
    return found.isPresent();
  }

  private static void checkMayChange(ViewUser user, SavedView view) {
    if (!user.mayChange(view)) {
      throw new NotPermitted(Role.OPERATOR);
    }
  }

  private static String accepted(String given) {
    String name = given.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || !isText(name)) {
      throw new InvalidInput(
          "name", given, "1 to " + LONGEST_NAME + " characters, none of them a control character");
    }
    return name;
  }

  private static boolean isText(String text) {
    return text.codePoints()
        .noneMatch(
            each -> Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE);
  }

  /** Nothing that the list does not offer can be kept, so that no value is somebody's own words. */
  private MessageFilter accepted(MessageFilter filter) {
    // neither value is repeated: it is a person's
    if (filter.subject() != null) {
      throw new InvalidInput("filter.subject", null, "none: a saved view keeps nothing personal");
    }
    if (filter.clientReference() != null) {
      throw new InvalidInput(
          "filter.clientReference", null, "none: a saved view keeps nothing personal");
    }
    if (filter.equals(MessageFilter.EVERYTHING)) {
      throw new InvalidInput("filter", null, "at least one filter");
    }
    String provider = filter.provider();
    if (provider != null && providers.find(provider).isEmpty()) {
      throw new InvalidInput("filter.provider", provider, "a provider's name");
    }
    CheckType checkType = filter.checkType();
    if (checkType != null && !isKnown(checkType)) {
      throw new InvalidInput("filter.checkType", checkType.code(), "a provider's kind of check");
    }
    return filter;
  }

  private boolean isKnown(CheckType checkType) {
    return providers.all().stream().anyMatch(provider -> provider.checkTypes().contains(checkType));
  }
}
