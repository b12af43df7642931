package io.checkpost.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StartFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new IllegalStateException("outer", new IllegalArgumentException("inner")), "inner"),
        Arguments.of(
            new IllegalStateException("java.lang.Exception: a.b.C$D: what it is"), "what it is"),
        Arguments.of(
            new NoClassDefFoundError("com/example/Gone"), "no jar has the class com/example/Gone"),
        Arguments.of(
            new IllegalStateException(
                """
                WELD-001408: Unsatisfied dependencies for type Runnable with qualifiers @Default
                  at injection point [BackedAnnotatedField] @Inject com.example.Lettings.r
                  at com.example.Lettings.r(Lettings.java:0)
                """),
            "WELD-001408: Unsatisfied dependencies for type Runnable with qualifiers @Default"
                + " at @Inject com.example.Lettings.r"),
        Arguments.of(
            new IllegalStateException(
                """
                CDI definition failure:Exception List with 1 exceptions:
                Exception 0 :
                jakarta.enterprise.inject.spi.DeploymentException: No value for lettings.ledger
                \tat com.example.Stack.trace(Stack.java:1)"""),
            "No value for lettings.ledger"),
        Arguments.of(new IllegalStateException(), "java.lang.IllegalStateException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isOneLineThatNamesTheCause(Throwable thrown, String line) {
    assertThat(StartFailure.of(thrown).line()).isEqualTo("could not start: " + line);
  }
}
