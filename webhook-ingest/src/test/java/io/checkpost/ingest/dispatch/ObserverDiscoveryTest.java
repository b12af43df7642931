package io.checkpost.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.VerificationEvent;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObserverDiscoveryTest {

  private final ObserverDiscovery discovery = new ObserverDiscovery();

  @SuppressWarnings("unchecked") // a proxy is of any type argument
  private static <T> T answering(Class<? super T> type, Map<String, Object> answers) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> arguments[0] == proxy;
                  default -> answers.get(method.getName());
                });
  }

  private void find(Class<?> type, TransactionPhase phase, Set<Annotation> qualifiers) {
    ObserverMethod<?> observer = observer(type, phase, qualifiers);
    ProcessSyntheticObserverMethod<?, ?> found =
        answering(ProcessSyntheticObserverMethod.class, Map.of("getObserverMethod", observer));
    discovery.found(found);
  }

  private static ObserverMethod<?> observer(
      Class<?> type, TransactionPhase phase, Set<Annotation> qualifiers) {
    return answering(
        ObserverMethod.class,
        Map.of(
            "getObservedType",
            type,
            "getObservedQualifiers",
            qualifiers,
            "getTransactionPhase",
            phase,
            "getBeanClass",
            ObserverDiscoveryTest.class,
            "getPriority",
            ObserverMethod.DEFAULT_PRIORITY,
            "isAsync",
            false));
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    AfterDeploymentValidation validation =
        (AfterDeploymentValidation)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AfterDeploymentValidation.class},
                (proxy, method, arguments) ->
                    problems.add(((Throwable) arguments[0]).getMessage()));
    discovery.validate(validation);
    return problems;
  }

  @Test
  void anObserverOfATransactionPhaseIsRefusedWithAReason() {
    find(VerificationEvent.class, TransactionPhase.AFTER_SUCCESS, Set.of());

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("ObserverDiscoveryTest")
        .contains("AFTER_SUCCESS is not available");
  }

  @Test
  void anObserverThatWantsMetadataIsRefusedWithAReason() {
    AnnotatedParameter<?> metadata =
        answering(AnnotatedParameter.class, Map.of("getBaseType", EventMetadata.class));
    AnnotatedType<?> type =
        answering(AnnotatedType.class, Map.of("getJavaClass", ObserverDiscoveryTest.class));
    AnnotatedMethod<?> method =
        answering(
            AnnotatedMethod.class,
            Map.of(
                "getParameters",
                List.of(metadata),
                "getDeclaringType",
                type,
                "getJavaMember",
                ObserverDiscoveryTest.class.getDeclaredMethods()[0]));
    ProcessObserverMethod<?, ?> found =
        answering(
            ProcessObserverMethod.class,
            Map.of(
                "getObserverMethod",
                observer(VerificationEvent.class, TransactionPhase.IN_PROGRESS, Set.of()),
                "getAnnotatedMethod",
                method));
    discovery.found(found);

    assertThat(problems()).singleElement().asString().contains("EventMetadata is not available");
  }

  @Test
  void observersOfNoPhaseAreKnownByTheirEvents() {
    find(VerificationEvent.class, TransactionPhase.IN_PROGRESS, Set.of(Any.Literal.INSTANCE));
    find(String.class, TransactionPhase.AFTER_SUCCESS, Set.of());

    assertThat(problems()).isEmpty();
    assertThat(discovery.deployed())
        .extracting(DeployedObserver::eventType)
        .containsExactly(VerificationEvent.class.getName());
  }

  @Test
  void twoObserversOfOneIdAreRefused() {
    find(VerificationEvent.class, TransactionPhase.IN_PROGRESS, Set.of());
    find(VerificationEvent.class, TransactionPhase.IN_PROGRESS, Set.of());

    assertThat(problems()).singleElement().asString().startsWith("two observers have the id ");
  }
}
