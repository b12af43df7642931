package io.checkpost.web.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.relay.Cause;
import io.checkpost.ingest.relay.DeliveryFilter;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.web.list.FilterForm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryFiltersTest {

  private static DeliveryFilter of(Map<String, String> parameters) {
    return DeliveryFilters.of(FilterForm.of(DeliveryFilters.ALL, parameters), ZoneOffset.UTC);
  }

  @Test
  void withoutAStateWhatIsUndeliveredIsMeant() {
    assertThat(of(Map.of()).states()).isEqualTo(DeliveryState.UNDELIVERED);
    assertThat(of(Map.of("state", "all")).states()).isEmpty();
    assertThat(of(Map.of("state", "closed")).states()).containsExactly(DeliveryState.CLOSED);
  }

  @Test
  void lastNightIsADayAndADay() {
    DeliveryFilter filter =
        of(Map.of("from", "2026-11-23", "to", "2026-11-24", "cause", "http_5xx"));

    assertThat(filter.cause()).isEqualTo(Cause.HTTP_5XX);
    assertThat(filter.from()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(filter.to()).isEqualTo(Instant.parse("2026-11-25T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"state, lost", "cause, bad luck", "target, me", "portal, 7", "from, yesterday"})
  void whatCannotBeReadIsNamed(String field, String value) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> of(Map.of(field, value)))
        .matches(wrong -> wrong.field().equals(field));
  }

  @Test
  void onlyWhatIsNotDeliveredCanBeSentAndOnlyWhatIsDeadClosed() {
    DeliveryFilter usual = of(Map.of());
    DeliveryFilter everything = of(Map.of("state", "all"));
    DeliveryFilter delivered = of(Map.of("state", "delivered"));
    DeliveryFilter closed = of(Map.of("state", "closed"));

    assertThat(DeliveryActions.sending(usual).states()).isEqualTo(DeliveryState.UNDELIVERED);
    assertThat(DeliveryActions.sending(everything).states()).isEqualTo(DeliveryState.UNDELIVERED);
    assertThat(DeliveryActions.sending(closed).states()).isEqualTo(Set.of(DeliveryState.CLOSED));
    assertThat(DeliveryActions.canSend(delivered)).isFalse();
    assertThat(DeliveryActions.canClose(usual)).isTrue();
    assertThat(DeliveryActions.canClose(closed)).isFalse();
    assertThat(DeliveryActions.closing(usual).states()).isEqualTo(Set.of(DeliveryState.DEAD));
  }

  @Test
  void whatAUrlSaysWasDoneIsBelievedOnlyWhereItCanBe() {
    assertThat(Done.of(Map.of("done", "sent", "count", "412"))).contains(new Done("sent", 412));
    assertThat(Done.of(Map.of("done", "hacked", "count", "1"))).isEmpty();
    assertThat(Done.of(Map.of("done", "sent", "count", "many"))).isEmpty();
    assertThat(new Done("sent", 3).at("/deliveries?state=dead"))
        .isEqualTo("/deliveries?state=dead&done=sent&count=3");
  }

  @Test
  void ofAUrlHostAndPathAreShown() {
    assertThat(TargetAddress.of("https://one.example:8443/hook?key=secret"))
        .isEqualTo("one.example:8443/hook");
    assertThat(TargetAddress.of("https://one.example")).isEqualTo("one.example");
    assertThat(TargetAddress.of(null)).isNull();
  }
}
