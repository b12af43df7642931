package io.checkpost.ingest.dispatch;

import io.checkpost.api.MessageAccepted;
import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.ObserverName;
import io.checkpost.api.VerificationEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds, while the application is deployed, the methods that observe Checkpost's events, and gives
 * each an id that outlives a restart: the value of {@link ObserverName}, or class, method and type.
 */
public class ObserverDiscovery implements Extension {

  private static final int MAX_ID = 200;

  private final Map<ObserverMethod<?>, String> ids = new HashMap<>();
  private final List<String> refused = new ArrayList<>();
  private boolean asynchronous;

  <T, X> void found(@Observes ProcessObserverMethod<T, X> event) {
    ObserverMethod<T> observer = event.getObserverMethod();
    if (!isCheckposts(observer.getObservedType()) || !isUnqualified(observer)) {
      return;
    }
    if (observer.isAsync()) {
      asynchronous = true;
      return;
    }
    AnnotatedMethod<X> method =
        event instanceof ProcessSyntheticObserverMethod ? null : event.getAnnotatedMethod();
    String id = method == null ? syntheticId(observer) : id(method, observer);
    ids.put(observer, id);
    refuseWhatCannotBeHad(id, observer, method);
  }

  /** Better no deployment than observers that silently behave otherwise than CDI says. */
  private void refuseWhatCannotBeHad(
      String id, ObserverMethod<?> observer, @Nullable AnnotatedMethod<?> method) {
    if (observer.getTransactionPhase() != TransactionPhase.IN_PROGRESS) {
      refused.add(
          ("observer %s: during = %s is not available; each call has a transaction of its own that"
                  + " begins and ends with it, so there is no other to wait for")
              .formatted(id, observer.getTransactionPhase()));
    }
    if (method != null
        && method.getParameters().stream()
            .anyMatch(parameter -> parameter.getBaseType() == EventMetadata.class)) {
      refused.add(
          ("observer %s: EventMetadata is not available; the event itself holds what is known of"
                  + " it")
              .formatted(id));
    }
  }

  private static boolean isCheckposts(Type type) {
    return type instanceof Class<?> observed
        && (VerificationEvent.class.isAssignableFrom(observed)
            || observed == MessageAccepted.class
            || observed == MessageQuarantined.class);
  }

  /** Checkpost's events carry no qualifiers: who asks for one asks for somebody else's events. */
  private static boolean isUnqualified(ObserverMethod<?> observer) {
    return observer.getObservedQualifiers().stream()
        .allMatch(qualifier -> qualifier.annotationType() == Any.class);
  }

  private static String id(AnnotatedMethod<?> method, ObserverMethod<?> observer) {
    ObserverName name = method.getAnnotation(ObserverName.class);
    if (name != null) {
      return name.value();
    }
    return "%s#%s(%s)"
        .formatted(
            method.getDeclaringType().getJavaClass().getName(),
            method.getJavaMember().getName(),
            observer.getObservedType().getTypeName());
  }

  private static String syntheticId(ObserverMethod<?> observer) {
    return "%s(%s)"
        .formatted(observer.getBeanClass().getName(), observer.getObservedType().getTypeName());
  }

  void validate(@Observes AfterDeploymentValidation validation) {
    refused.forEach(why -> validation.addDeploymentProblem(new IllegalStateException(why)));
    Set<String> seen = new HashSet<>();
    for (String id : ids.values()) {
      if (!seen.add(id)) {
        validation.addDeploymentProblem(
            new IllegalStateException("two observers have the id " + id));
      }
      if (id.length() > MAX_ID || id.indexOf('\n') >= 0) {
        validation.addDeploymentProblem(
            new IllegalStateException(
                "observer id " + id + ": at most " + MAX_ID + " characters in one line"));
      }
    }
  }

  /** Returns the observers that are called one by one. Called through a client proxy. */
  public List<DeployedObserver> deployed() {
    return ids.entrySet().stream()
        .map(
            entry ->
                new DeployedObserver(
                    entry.getValue(),
                    entry.getKey().getObservedType().getTypeName(),
                    entry.getKey().getPriority()))
        .toList();
  }

  /** Tells whether anybody observes asynchronously. Called through a client proxy. */
  public boolean hasAsynchronous() {
    return asynchronous;
  }

  /** Returns the id of an observer of Checkpost's events. Called through a client proxy. */
  public Optional<String> id(ObserverMethod<?> observer) {
    return Optional.ofNullable(ids.get(observer));
  }
}
