package io.checkpost.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final Duration LASTING = Duration.ofHours(1);

  private final Map<String, Object> attributes = new HashMap<>();
  private final HttpSession session =
      fake(
          HttpSession.class,
          (method, arguments) ->
              switch (method) {
                case "getAttribute" -> attributes.get(String.valueOf(arguments[0]));
                case "setAttribute" -> attributes.put(String.valueOf(arguments[0]), arguments[1]);
                case "getMaxInactiveInterval" -> (int) LASTING.toSeconds();
                default -> throw new UnsupportedOperationException(method);
              });
  private Instant now = Instant.parse("2026-03-02T12:00:00Z");

  private interface Calls {
    @Nullable Object answer(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.answer(method.getName(), arguments)));
  }

  private boolean endsBy(String path, Set<String> headers) {
    HttpServletRequest request =
        fake(
            HttpServletRequest.class,
            (method, arguments) ->
                switch (method) {
                  case "getServletPath" -> path;
                  case "getHeader" ->
                      headers.contains(String.valueOf(arguments[0])) ? "true" : null;
                  default -> throw new UnsupportedOperationException(method);
                });
    return Presence.hasEnded(request, session, now);
  }

  private boolean endsByAPerson() {
    return endsBy("/messages", Set.of());
  }

  private boolean endsByItself() {
    return endsBy("/messages", Set.of(Presence.BY_ITSELF));
  }

  @Test
  void whoDoesSomethingNowAndThenIsThere() {
    for (int i = 0; i < 5; i++) {
      assertThat(endsByAPerson()).isFalse();
      now = now.plus(LASTING);
    }
  }

  @Test
  void aPageThatKeepsUpKeepsNobodySignedIn() {
    assertThat(endsByAPerson()).isFalse();
    for (int minute = 0; minute < 60; minute++) {
      now = now.plus(Duration.ofMinutes(1));
      assertThat(endsByItself()).isFalse();
      assertThat(endsBy("/jakarta.faces.push/live", Set.of())).isFalse();
    }
    now = now.plusSeconds(1);

    assertThat(endsByItself()).isTrue();
    assertThat(endsByAPerson()).isTrue();
  }
}
