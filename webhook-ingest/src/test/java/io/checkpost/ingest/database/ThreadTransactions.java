package io.checkpost.ingest.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What a container does with {@code @PersistenceContext}, without one: each thread's transaction
 * has its own entity manager, and the one that is handed out stands for whichever is current.
 */
final class ThreadTransactions implements UserTransaction {

  private final EntityManagerFactory factory;

  @SuppressWarnings("ThreadLocalUsage") // one for each database, taken down with it
  private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();

  ThreadTransactions(EntityManagerFactory factory) {
    this.factory = factory;
  }

  EntityManager entityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            ThreadTransactions.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(inTransaction(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private EntityManager inTransaction() {
    EntityManager entityManager = current.get();
    if (entityManager == null) {
      throw new IllegalStateException("no transaction on this thread");
    }
    return entityManager;
  }

  @Override
  public void begin() throws NotSupportedException {
    if (current.get() != null) {
      throw new NotSupportedException("a transaction within a transaction");
    }
    EntityManager entityManager = factory.createEntityManager();
    entityManager.getTransaction().begin();
    current.set(entityManager);
  }

  @Override
  public void commit() throws RollbackException {
    EntityManager entityManager = inTransaction();
    current.remove();
    try (entityManager) {
      entityManager.getTransaction().commit();
    } catch (PersistenceException e) {
      RollbackException rolledBack = new RollbackException("commit failed");
      rolledBack.initCause(e);
      throw rolledBack;
    }
  }

  @Override
  public void rollback() {
    EntityManager entityManager = inTransaction();
    current.remove();
    try (entityManager) {
      entityManager.getTransaction().rollback();
    }
  }

  @Override
  public void setRollbackOnly() {
    inTransaction().getTransaction().setRollbackOnly();
  }

  @Override
  public int getStatus() {
    EntityManager entityManager = current.get();
    if (entityManager == null) {
      return Status.STATUS_NO_TRANSACTION;
    }
    return entityManager.getTransaction().getRollbackOnly()
        ? Status.STATUS_MARKED_ROLLBACK
        : Status.STATUS_ACTIVE;
  }

  @Override
  public void setTransactionTimeout(int seconds) {
    // tests have JUnit's
  }
}
