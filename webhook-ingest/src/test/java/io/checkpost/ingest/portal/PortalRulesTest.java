package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.credas.TestCredas;
import io.checkpost.ingest.provider.w2.TestW2;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalRulesTest {

  private static final PortalRules RULES = new PortalRules(Settings.of(Map.of()));
  private static final PortalSettings PLAIN = PortalSettings.named("Acme");

  private static void assertRefused(PortalSettings settings, String field) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> RULES.check(settings, TestCredas.provider()))
        .matches(e -> e.field().equals(field), "names " + field);
  }

  private static void assertAccepted(PortalSettings settings) {
    assertThatCode(() -> RULES.check(settings, TestCredas.provider())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u0000b", "line\nbreak", "\ud800"})
  void aNameIsText(String name) {
    assertRefused(PLAIN.withName(name), "name");
  }

  @Test
  void aNameHasAtMostTwoHundredCharacters() {
    assertAccepted(PLAIN.withName("x".repeat(200)));
    assertRefused(PLAIN.withName("x".repeat(201)), "name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme",
        "/hook",
        "//host/hook",
        "https:///hook",
        "https://",
        "https:hook",
        "ftp://acme.example/",
        "https://user:password@acme.example/",
        "https://acme.example/#part",
        "https://acme.example:0/",
        "https://acme.example:99999/",
        "https://acme.example/a b",
        "https://ac me.example/",
        "javascript:alert(1)",
        "http://acme.example/"
      })
  void aRelayUrlIsAbsoluteWithAHost(String url) {
    assertRefused(PLAIN.withRelayUrl(url), "relayUrl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.example",
        "https://localhost:8080/hook?a=b",
        "HTTPS://acme.example/%20",
        "https://[::1]:8443/hook"
      })
  void aRelayUrlMayBe(String url) {
    assertAccepted(PLAIN.withRelayUrl(url));
  }

  @Test
  void aRelayUrlIsHttpWhereTheSettingsAllowIt() {
    PortalRules lenient =
        new PortalRules(Settings.of(Map.of("checkpost.relay.allow-http", "true")));

    assertThatCode(
            () ->
                lenient.check(
                    PLAIN.withRelayUrl("http://localhost:8080/hook"), TestCredas.provider()))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(
            () -> lenient.check(PLAIN.withRelayUrl("ftp://localhost/"), TestCredas.provider()))
        .withMessageContaining("https or http");
  }

  private static PortalSettings relayHeader(String name, String value) {
    return PLAIN.withRelay(PLAIN.relay().withHeaders(Map.of(name, value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Webhook-Id",
        "checkpost-portal",
        "Content-Language",
        "content-type",
        "Host",
        "a b",
        ""
      })
  void aRelayHeaderIsNoneThatTheRelayItselfGives(String name) {
    assertRefused(relayHeader(name, "value"), "relayHeaders");
  }

  @Test
  void relayHeadersAreGivenOnceAndTheirValuesAreNotRepeated() {
    assertAccepted(relayHeader("Authorization", "Bearer abc"));
    assertRefused(
        PLAIN.withRelay(PLAIN.relay().withHeaders(Map.of("A", "1", "a", "2"))), "relayHeaders");
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> RULES.check(relayHeader("A", "sécret"), TestCredas.provider()))
        .matches(e -> e.field().equals("relayHeaders.A"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("cret"));
  }

  private static PortalSettings filter(List<String> checkTypes, List<String> outcomes) {
    return PLAIN.withRelay(PLAIN.relay().withFilter(new RelayFilter(checkTypes, outcomes, true)));
  }

  @Test
  void aRelayFilterHasTheProvidersCheckTypesAndKnownOutcomes() {
    assertAccepted(filter(List.of("liveness", "right_to_rent"), List.of("passed", "failed")));
    assertRefused(filter(List.of("identification"), List.of()), "relayFilter.checkTypes");
    assertRefused(filter(List.of("Liveness"), List.of()), "relayFilter.checkTypes");
    assertRefused(filter(List.of(), List.of("lost")), "relayFilter.outcomes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "London", "Europe/Londinium", "+01:00", "GMT+1"})
  void aTimeZoneIsOneOfTheIanas(String zone) {
    assertRefused(PLAIN.withTimeZone(zone), "timeZone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hooks.example", "https://u:p@a.example", "https://a.example/?a", "ftp://a/"})
  void aBaseUrlIsAbsoluteAndWithoutAQuery(String url) {
    assertRefused(PLAIN.withBaseUrl(url), "baseUrl");
  }

  @Test
  void whatIsKeptIsInOneSpelling() {
    PortalSettings kept =
        RULES.check(
            PLAIN
                .withBaseUrl("https://hooks.example/in//")
                .withClientId("{A6BEEC64-5007-45B4-B49D-F4D17C99EFEE}"),
            TestCredas.provider());

    assertThat(kept.baseUrl()).isEqualTo("https://hooks.example/in");
    assertThat(kept.clientId()).isEqualTo("a6beec64-5007-45b4-b49d-f4d17c99efee");
  }

  @Test
  void aClientIdIsShortText() {
    assertAccepted(PLAIN.withClientId("x".repeat(100)));
    assertRefused(PLAIN.withClientId("x".repeat(101)), "clientId");
    assertRefused(PLAIN.withClientId(" "), "clientId");
    assertRefused(PLAIN.withClientId("a\nb"), "clientId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Api Key", "Api:Key", "Ключ", "Content-Length", "HOST", "transfer-encoding"})
  void aHeaderNameIsATokenThatCarriesNothing(String name) {
    assertRefused(PLAIN.withHeader(new RequiredHeader(name, "value")), "header.name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " leading", "trailing ", "tab\there", "é", "line\r\nbreak"})
  void aHeaderValueIsVisibleAscii(String value) {
    assertRefused(PLAIN.withHeader(new RequiredHeader("ApiKey", value)), "header.value");
  }

  @Test
  void aRefusedHeaderValueIsNotRepeated() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(
            () ->
                RULES.check(
                    PLAIN.withHeader(new RequiredHeader("ApiKey", "sécret")),
                    TestCredas.provider()))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("cret"));
  }

  @Test
  void codeListsAreChosenFromWhatTheProviderOffers() {
    assertAccepted(PLAIN.withCodeLists(Map.of("right_to_work", "active-checks")));
    assertRefused(PLAIN.withCodeLists(Map.of("liveness", "active-checks")), "codeLists");
    assertRefused(PLAIN.withCodeLists(Map.of("Nonsense !", "active-checks")), "codeLists");
    assertRefused(
        PLAIN.withCodeLists(Map.of("right_to_rent", "no-list")), "codeLists.right_to_rent");
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(
            () ->
                RULES.check(
                    PLAIN.withCodeLists(Map.of("identification", "screening")), TestW2.provider()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "acme.example",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2",
        "999.0.2.1",
        "2001:db8::/129",
        "192.0.2.0/24/8",
        "192.0.2.0/"
      })
  void aSourceAddressIsAnAddressOrANetworkInDigits(String address) {
    assertRefused(PLAIN.withSourceAddresses(List.of(address)), "sourceAddresses");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24,   192.0.2.255,   true",
    "192.0.2.0/24,   192.0.3.0,     false",
    "192.0.2.7,      192.0.2.7,     true",
    "192.0.2.7,      192.0.2.8,     false",
    "0.0.0.0/0,      203.0.113.9,   true",
    "192.0.2.128/25, 192.0.2.127,   false",
    "2001:db8::/32,  2001:db8:1::1, true",
    "2001:db8::/32,  2001:db9::1,   false",
    "0.0.0.0/0,      2001:db8::1,   false",
    "192.0.2.0/24,   not-an-address, false",
  })
  void aNetworkHoldsTheAddressesThatShareItsFirstBits(
      String network, String address, boolean expected) {
    ReceivingPortal portal =
        new ReceivingPortal(
            new PortalId(new UUID(0, 1)),
            "credas",
            Map.of(),
            SourceAddresses.ranges(network),
            List.of(),
            null,
            false,
            false);

    assertThat(portal.admitsFrom(address)).isEqualTo(expected);
  }
}
