package io.checkpost.ingest.database;

import io.checkpost.ingest.ApplicationSingleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on entities: what {@code @Transactional} does, where a class is no proxy and a test
 * has no container. Safe for use by many threads.
 *
 * <p>Work joins a transaction that its thread is already in; otherwise it gets one of its own,
 * committed when it returns and rolled back when it throws.
 */
@ApplicationSingleton
public final class Entities {

  private final EntityManager entityManager;
  private final UserTransaction transaction;

  /**
   * Creates it.
   *
   * @param entityManager the container's, one persistence context a transaction
   * @param transaction the container's
   */
  @Inject
  public Entities(EntityManager entityManager, UserTransaction transaction) {
    this.entityManager = entityManager;
    this.transaction = transaction;
  }

  /**
   * Runs work in a transaction.
   *
   * @throws DatabaseUnavailable when the database could not be asked; nothing was changed, unless
   *     the connection broke at the very moment of the commit
   * @throws jakarta.persistence.PersistenceException when the database refused what was asked for
   */
  public <T extends @Nullable Object> T inTransaction(Function<EntityManager, T> work) {
    try {
      return isActive() ? flushed(work) : committed(work);
    } catch (RuntimeException e) {
      if (DatabaseUnavailable.isCauseOf(e)) {
        throw new DatabaseUnavailable(e);
      }
      throw e;
    } catch (NotSupportedException
        | SystemException
        | RollbackException
        | HeuristicMixedException
        | HeuristicRollbackException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private boolean isActive() throws SystemException {
    return transaction.getStatus() == Status.STATUS_ACTIVE;
  }

  private <T extends @Nullable Object> T committed(Function<EntityManager, T> work)
      throws NotSupportedException,
          SystemException,
          RollbackException,
          HeuristicMixedException,
          HeuristicRollbackException {
    transaction.begin();
    T result;
    try {
      result = flushed(work);
    } catch (RuntimeException e) {
      rollBack(e);
      throw e;
    }
    transaction.commit();
    return result;
  }

  /** Flushes, so that a refused row is told as what it is and not as a failed commit. */
  private <T extends @Nullable Object> T flushed(Function<EntityManager, T> work) {
    T result = work.apply(entityManager);
    entityManager.flush();
    return result;
  }

  private void rollBack(RuntimeException cause) {
    try {
      transaction.rollback();
    } catch (SystemException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
