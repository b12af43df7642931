package io.checkpost.ingest.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static Query with(String name, String... values) {
    MultivaluedHashMap<String, String> parameters = new MultivaluedHashMap<>();
    parameters.put(name, List.of(values));
    return new Query(parameters);
  }

  private static void assertRefused(String name, String value, Consumer<Query> read) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> read.accept(with(name, value)))
        .matches(e -> e.field().equals(name))
        .matches(e -> value.equals(e.given()));
  }

  @Test
  void whatIsNotGivenDoesNotMatter() {
    Query query = new Query(new MultivaluedHashMap<>());

    assertThat(query.limit()).isEqualTo(50);
    assertThat(query.cursor()).isNull();
    assertThat(query.<PortalId>id("portal", PortalId::new)).isNull();
    assertThat(query.instant("from")).isNull();
    assertThat(query.oneOf("outcome", Map.of("a", "b"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "1.0", "1e2", "x", "99999999999", "+5", "٣"})
  void aLimitIsAWholeNumberUpToTwoHundred(String limit) {
    assertRefused("limit", limit, Query::limit);
  }

  @Test
  void theLimitsOfALimitAreAccepted() {
    assertThat(with("limit", "1").limit()).isEqualTo(1);
    assertThat(with("limit", "200").limit()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1-1-1-1-1", "{3f2504e0-4f89-11d3-9a0c-0305e82c3301}"})
  void anIdIsAUuidInFull(String id) {
    assertRefused("portal", id, query -> query.id("portal", PortalId::new));
  }

  @Test
  void anIdMayBeWrittenInCapitals() {
    UUID id = UUID.fromString("3f2504e0-4f89-11d3-9a0c-0305e82c3301");

    assertThat(
            with("portal", "3F2504E0-4F89-11D3-9A0C-0305E82C3301")
                .<PortalId>id("portal", PortalId::new))
        .isEqualTo(new PortalId(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-11-22",
        "2026-11-22T10:00:00",
        "1763806500",
        "+100000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z"
      })
  void aTimeHasADateAndAnOffset(String time) {
    assertRefused("from", time, query -> query.instant("from"));
  }

  @Test
  void aTimeIsReadInWholeMicroseconds() {
    assertThat(with("from", "2026-11-22T11:00:00.123456789+01:00").instant("from"))
        .isEqualTo(Instant.parse("2026-11-22T10:00:00.123456Z"));
  }

  @Test
  void aValueIsOneOfThoseThatThereAre() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> with("provider", "x").oneOf("provider", Map.of("w2", "w2")))
        .withMessage("provider: 'x' came, expected one of w2");
  }

  @Test
  void aParameterIsGivenOnceAndNotEmpty() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> with("subject", "a", "b").text("subject"))
        .matches(e -> e.field().equals("subject"));
    assertRefused("subject", " ", query -> query.text("subject"));
  }
}
