package io.checkpost.ingest.dispatch;

import io.checkpost.api.MessageAccepted;
import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.ObserverName;
import io.checkpost.api.VerificationEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds, while the application is deployed, the methods that observe Checkpost's events, and gives
 * each an id that outlives a restart: the value of {@link ObserverName}, or class, method and type.
 */
public class ObserverDiscovery implements Extension {

  private static final int MAX_ID = 200;

  private final Map<ObserverMethod<?>, String> ids = new HashMap<>();

  <T, X> void found(@Observes ProcessObserverMethod<T, X> event) {
    ObserverMethod<T> observer = event.getObserverMethod();
    if (!isCheckposts(observer.getObservedType()) || observer.isAsync()) {
      return;
    }
    AnnotatedMethod<X> method =
        event instanceof ProcessSyntheticObserverMethod ? null : event.getAnnotatedMethod();
    ids.put(observer, method == null ? syntheticId(observer) : id(method, observer));
  }

  private static boolean isCheckposts(Type type) {
    return type instanceof Class<?> observed
        && (VerificationEvent.class.isAssignableFrom(observed)
            || observed == MessageAccepted.class
            || observed == MessageQuarantined.class);
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

  /** Returns the ids of all observers. Called through a client proxy. */
  public Set<String> ids() {
    return Set.copyOf(ids.values());
  }

  /** Returns the id of an observer of Checkpost's events. Called through a client proxy. */
  public Optional<String> id(ObserverMethod<?> observer) {
    return Optional.ofNullable(ids.get(observer));
  }
}
