package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.ApplicationSingleton;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The application's observer methods, called one by one instead of through {@code Event.fire}. */
@ApplicationSingleton
final class Observers {

  private final BeanManager beanManager;
  private final ObserverDiscovery discovery;
  private final UserTransaction transaction;
  private final Instance<RequestContextController> requestContexts;

  @Inject
  Observers(
      BeanManager beanManager,
      ObserverDiscovery discovery,
      UserTransaction transaction,
      Instance<RequestContextController> requestContexts) {
    this.beanManager = beanManager;
    this.discovery = discovery;
    this.transaction = transaction;
    this.requestContexts = requestContexts;
  }

  /** Returns the observers of the event, in the order in which CDI would call them. */
  List<Observer> of(Object event) {
    List<Observer> observers = new ArrayList<>();
    for (ObserverMethod<? super Object> method : beanManager.resolveObserverMethods(event)) {
      Optional<String> id = discovery.id(method);
      id.ifPresent(known -> observers.add(new Observer(known, () -> observe(method, event))));
    }
    return observers;
  }

  /** Returns the observers that are deployed. */
  List<DeployedObserver> deployed() {
    return discovery.deployed();
  }

  /** Tells whether anybody observes Checkpost's events asynchronously. */
  boolean hasAsynchronous() {
    return discovery.hasAsynchronous();
  }

  /** Fires an event to asynchronous observers, who are called one after the other by a thread. */
  void fireAsync(Object event, Executor thread) {
    beanManager.getEvent().fireAsync(event, NotificationOptions.ofExecutor(thread));
  }

  /** Fires an event to ordinary observers. */
  void fire(Object event) {
    beanManager.getEvent().fire(event);
  }

  /**
   * Calls an observer in a request of its own. A controller belongs to one call: it knows one bit,
   * whether it activated something, so threads that share one leave each other's requests open.
   */
  private void observe(ObserverMethod<? super Object> method, Object event) throws Exception {
    try (Instance.Handle<RequestContextController> controller = requestContexts.getHandle()) {
      RequestContextController requestContext = controller.get();
      requestContext.activate();
      try {
        observeInTransaction(method, event);
      } finally {
        requestContext.deactivate();
      }
    }
  }

  private void observeInTransaction(ObserverMethod<? super Object> method, Object event)
      throws Exception {
    transaction.begin();
    try {
      method.notify(new Notification(event));
      transaction.commit();
    } catch (Exception | Error e) {
      rollBack(e);
      throw e;
    }
  }

  private void rollBack(Throwable cause) {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    } catch (SystemException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private record Notification(Object event) implements EventContext<Object>, EventMetadata {

    @Override
    public Object getEvent() {
      return event;
    }

    @Override
    public EventMetadata getMetadata() {
      return this;
    }

    @Override
    public Set<Annotation> getQualifiers() {
      return Set.of(Any.Literal.INSTANCE);
    }

    @Override
    @SuppressWarnings("NullAway") // CDI: null when the event was not fired from an injected Event
    public @Nullable InjectionPoint getInjectionPoint() {
      return null;
    }

    @Override
    public Type getType() {
      return event.getClass();
    }
  }
}
